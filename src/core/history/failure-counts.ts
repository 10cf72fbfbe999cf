import type Database from 'better-sqlite3';
import type { FailureCount, QueueName } from '../../shared/model.ts';
import { damageOf, soundRows, type Damage } from './damage.ts';
import { DAY } from './levels.ts';

/** How often each kind of failure happened is kept this long, ms. */
export const COUNTS_KEPT_MS = 30 * DAY;
/** And never more rows than this a root: hostile messages must not fill the disk. */
const MOST = 10_000;
const MOST_KNOWN = 5000;

export interface CountedFailure extends FailureCount {
  readonly queue: QueueName;
  readonly pattern: string;
}

const COUNT = {
  what: 'count of failures',
  at: 't',
  columns: { t: 'number', queue: 'string', pattern: 'string', count: 'number' },
} as const;

/**
 * How often each kind of failure happened, by quarter of an hour. A database is asked for its newest
 * failures only, so the most that was ever seen of a quarter is what is kept: asked again, it may have
 * lost some, and never gains what did not happen.
 */
export class FailureCounts {
  readonly #root: number;
  readonly #damage: Damage;
  readonly #sql;
  readonly #known = new Map<string, number>();

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#damage = damageOf(db);
    this.#sql = {
      note: db.prepare(
        `INSERT INTO failure_count (root, t, queue, pattern, n) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET n = max(n, excluded.n)`,
      ),
      between: db.prepare<[number, number, number], CountedFailure>(
        'SELECT t, queue, pattern, n AS count FROM failure_count WHERE root = ? AND t >= ? AND t < ?',
      ),
      forget: db.prepare('DELETE FROM failure_count WHERE root = ? AND t < ?'),
      forgetMost: db.prepare(
        `DELETE FROM failure_count WHERE root = ? AND t < (SELECT t FROM failure_count
           WHERE root = ? ORDER BY t DESC LIMIT 1 OFFSET ${MOST})`,
      ),
    };
  }

  /** Writes only what is more than was known. */
  note(now: number, queue: QueueName, pattern: string, overTime: readonly FailureCount[]): void {
    let isNew = false;
    for (const { t, count } of overTime) {
      if (t < now - COUNTS_KEPT_MS || t > now) continue;
      const key = `${queue} ${t} ${pattern}`;
      if (count <= (this.#known.get(key) ?? 0)) continue;
      this.#known.set(key, count);
      this.#sql.note.run(this.#root, t, queue, pattern, count);
      isNew = true;
    }
    if (isNew) this.#forget(now);
  }

  /** Quarters that begin in [from, to). */
  between(from: number, to: number): readonly CountedFailure[] {
    return soundRows(this.#damage, COUNT, this.#sql.between.all(this.#root, from, to));
  }

  #forget(now: number): void {
    this.#sql.forget.run(this.#root, now - COUNTS_KEPT_MS);
    this.#sql.forgetMost.run(this.#root, this.#root);
    for (const key of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(key);
    }
  }
}
