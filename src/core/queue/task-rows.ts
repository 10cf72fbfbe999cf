import type { Database, Statement } from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import type { Tick } from '../sources/budget.ts';
import { taskColumns, type TaskRow } from './rows.ts';
import type { QueueShape } from './shape.ts';

/** A row found by a list; heavy as in `QueueShape`. */
export interface Found {
  readonly id: number;
  readonly heavy: 0 | 1;
}

/** Heavy rows may take this much of one tick: to be read again, and to be read at all. */
const AGAIN_MS = 20;
const FIRST_MS = 2_000;
/** A heavy row is read again after this long, or after this many times its cost. */
const HEAVY_PAUSE_MS = 5_000;
const HEAVY_PAUSE_PER_COST = 50;
const MOST_KEPT = 1_000;

interface Kept {
  readonly row: TaskRow;
  readonly readAt: number;
  readonly costMs: number;
}

/**
 * Rows by id. What stands behind a text of many megabytes costs SQLite a walk through all its
 * pages, so that such rows are read without their text, seldom, and remembered.
 */
export class TaskRows {
  readonly #light: Statement<[number], TaskRow>;
  readonly #heavy: Statement<[number], TaskRow>;
  readonly #stopwatch: Clock;
  readonly #kept = new Map<number, Kept>();
  #spentMs = 0;

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { table, columns, sql } = shape;
    this.#stopwatch = stopwatch;
    this.#light = db.prepare(`SELECT ${taskColumns(shape)} FROM ${table} WHERE rowid = ?`);
    const size = `'(' || (octet_length(${sql(columns.text)}) / 1000000) || ' MB of text)'`;
    const withoutText = taskColumns({
      ...shape,
      sql: (column) => (column === columns.text ? size : sql(column)),
    });
    this.#heavy = db.prepare(`SELECT ${withoutText} FROM ${table} WHERE rowid = ?`);
  }

  /** Forgets what the last tick took. */
  begin(): void {
    this.#spentMs = 0;
  }

  /** What heavy rows took since `begin`. */
  get spentMs(): number {
    return this.#spentMs;
  }

  /** The rows in the order given; a heavy row whose turn has not come yet is left out. */
  get(found: readonly Found[], tick: Tick): TaskRow[] {
    return found
      .map(({ id, heavy }) => (heavy === 1 ? this.#getHeavy(id, tick) : this.#light.get(id)))
      .filter((row) => row !== undefined);
  }

  /** What is remembered of heavy rows: id, priority and time of creation, as JSON for SQL. */
  keptKeys(): string {
    return JSON.stringify(
      [...this.#kept.values()].map(({ row }) => [row.id, row.priority, row.createdAt]),
    );
  }

  #getHeavy(id: number, { now, full }: Tick): TaskRow | undefined {
    const kept = this.#kept.get(id);
    const isFresh =
      kept !== undefined &&
      now - kept.readAt < Math.max(HEAVY_PAUSE_MS, kept.costMs * HEAVY_PAUSE_PER_COST);
    const share = kept === undefined ? FIRST_MS : AGAIN_MS;
    if (!full && (isFresh || this.#spentMs >= share)) return kept?.row;
    const start = this.#stopwatch();
    const row = this.#heavy.get(id);
    const costMs = this.#stopwatch() - start;
    this.#spentMs += costMs;
    if (row === undefined) return undefined;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(id, { row, readAt: now, costMs });
    return row;
  }
}
