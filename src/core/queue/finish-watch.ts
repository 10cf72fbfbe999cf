import type { Database, Statement } from 'better-sqlite3';
import type { Stored } from '../sources/stored.ts';
import type { Finishes } from './flow.ts';
import { HOUR_MS } from './rates.ts';
import { FINISHED_LIST, type QueueShape } from './shape.ts';
import { parseTime } from './time.ts';

/** Ids looked up at one tick. */
const MOST_LOOKUPS = 2_000;
const MOST_KEPT = 20_000;

interface Row {
  readonly status: Stored;
  readonly completedAt: Stored;
}

/**
 * Sees tasks finish without an index on the time of completion: those that were next in line or in
 * flight at the last tick and are no longer, and those that came and went in between, are looked up
 * by id. It adds to the last search through the whole table, which is too dear to repeat often.
 */
export class FinishWatch {
  readonly #byId: Statement<[number], Row>;
  readonly #since: Statement<[number], Row>;
  readonly #lastId: Statement<[], number | null>;
  #watched: ReadonlySet<number> = new Set();
  #lastSeen: number | null = null;
  #seen: Finishes[] = [];

  constructor(db: Database, { table, alive, heavy }: QueueShape) {
    const finished = `CASE WHEN ${heavy} THEN 0 ELSE +status IN (${FINISHED_LIST}) ${alive} END`;
    const select = `SELECT status, completed_at AS completedAt FROM ${table}`;
    this.#byId = db.prepare(`${select} WHERE rowid = ? AND ${finished}`);
    this.#since = db.prepare(`${select} WHERE rowid > ? AND ${finished} LIMIT ${MOST_LOOKUPS}`);
    this.#lastId = db.prepare<[], number | null>(`SELECT MAX(rowid) FROM ${table}`).pluck();
  }

  /** A search just found all there is: only what finishes from here on is added to it. */
  restart(): void {
    this.#seen = [];
  }

  /** Looks up what left `live`, the tasks in flight and next in line, since the last call. */
  look(live: ReadonlySet<number>, now: number): readonly Finishes[] {
    const left = [...this.#watched].filter((id) => !live.has(id)).slice(0, MOST_LOOKUPS);
    const rows = left.map((id) => this.#byId.get(id)).filter((row) => row !== undefined);
    // A task that was seen and one that is new cannot be the same: no finish is counted twice.
    if (this.#lastSeen !== null) rows.push(...this.#since.all(this.#lastSeen));
    this.#seen.push(...rows.map((row) => toFinish(row, now)));
    if (this.#seen.length > MOST_KEPT) {
      this.#seen = this.#seen.filter((finish) => finish.at > now - HOUR_MS).slice(-MOST_KEPT);
    }
    this.#watched = live;
    this.#lastSeen = this.#lastId.get() ?? 0;
    return this.#seen;
  }
}

const toFinish = ({ status, completedAt }: Row, now: number): Finishes => ({
  at: parseTime(completedAt) ?? now,
  failed: status === 'failed',
  count: 1,
});
