import type Database from 'better-sqlite3';
import type { FailureHistory } from '../../shared/history.ts';
import type { FailureGroup, QueueName, Snapshot } from '../../shared/model.ts';
import { damageOf, soundRows, type Damage } from './damage.ts';
import { FailureCounts } from './failure-counts.ts';
import { MINUTE } from './levels.ts';

/** Kinds kept of one root; beyond it those not seen for longest go. */
const MOST = 500;
const MOST_SHOWN = 50;

type Stored = Omit<FailureHistory, 'isNew' | 'count'>;

const KIND = {
  what: 'kind of failure',
  at: 'lastAt',
  columns: {
    queue: 'string',
    pattern: 'string',
    firstAt: 'number',
    lastAt: 'number',
    exampleId: 'number',
  },
} as const;

/** When each kind of failure was first and last seen, for longer than the queue's own rows tell. */
export class FailureLog {
  readonly #root: number;
  readonly #damage: Damage;
  readonly #sql;
  /** What was last written, by queue and pattern. */
  readonly #known = new Map<string, number>();
  /** How often each happened, and when. */
  readonly counts: FailureCounts;
  readonly #seen: Partial<Record<QueueName, readonly FailureGroup[]>> = {};

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#damage = damageOf(db);
    this.#sql = prepare(db);
    this.counts = new FailureCounts(db, root);
  }

  /** Writes only what is new: a kind, or a later time by a minute at least. */
  observe(now: number, queues: Snapshot['queues']): void {
    for (const queue of Object.values(queues)) {
      if (queue === null || this.#seen[queue.name] === queue.failures) continue;
      this.#seen[queue.name] = queue.failures;
      for (const group of queue.failures) {
        this.#note(now, queue.name, group);
        this.counts.note(now, queue.name, group.pattern, group.overTime);
      }
    }
  }

  /** Those seen in [from, to), the latest first. */
  between(from: number, to: number, watchedSince: number | null): Omit<FailureHistory, 'count'>[] {
    const rows = this.#sql.between.all(this.#root, to, from, MOST_SHOWN);
    return soundRows(this.#damage, KIND, rows).map((row) => ({
      ...row,
      isNew: row.firstAt >= from && watchedSince !== null && watchedSince < from,
    }));
  }

  #note(
    now: number,
    queue: QueueName,
    { pattern, firstAt, lastAt, exampleId }: FailureGroup,
  ): void {
    const last = Math.min(now, lastAt ?? now);
    const first = Math.min(last, firstAt ?? last);
    const key = `${queue} ${pattern}`;
    const known = this.#known.get(key);
    if (known !== undefined && last < known + MINUTE) return;
    this.#known.set(key, last);
    this.#sql.note.run(this.#root, queue, pattern, first, last, exampleId);
    if (known === undefined) this.#sql.forget.run(this.#root, this.#root, MOST);
  }
}

function prepare(db: Database.Database) {
  return {
    note: db.prepare(
      `INSERT INTO failure (root, queue, pattern, first_t, last_t, example) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET first_t = min(first_t, excluded.first_t),
         last_t = max(last_t, excluded.last_t), example = max(example, excluded.example)`,
    ),
    between: db.prepare<[number, number, number, number], Stored>(
      `SELECT queue, pattern, first_t AS firstAt, last_t AS lastAt, example AS exampleId
         FROM failure WHERE root = ? AND first_t < ? AND last_t >= ? ORDER BY last_t DESC LIMIT ?`,
    ),
    forget: db.prepare(
      `DELETE FROM failure WHERE root = ? AND last_t < (SELECT min(last_t) FROM
         (SELECT last_t FROM failure WHERE root = ? ORDER BY last_t DESC LIMIT ?))`,
    ),
  };
}
