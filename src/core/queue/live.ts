import type { Stored } from '../sources/stored.ts';
import type { Database, Statement } from 'better-sqlite3';
import type { TaskSummary } from '../../shared/model.ts';
import type { Tick } from '../sources/budget.ts';
import type { Clock } from '../clock.ts';
import { dueAt, toSummary } from './rows.ts';
import { WAITING, type QueueShape } from './shape.ts';
import { TaskRows, type Found } from './task-rows.ts';
import { AFTER_LAST_TIME, FIRST_TIME, parseTime } from './time.ts';

/** A task that somebody works on, and when it should be done. */
export interface Assigned {
  readonly task: TaskSummary;
  readonly dueAt: number | null;
}

const NEXT = 50;
/** Tasks in flight that are looked at one by one. */
export const MOST_IN_FLIGHT = 1_000;

/** The tasks of a queue that are waiting or in flight, as far as they are looked at one by one. */
export class LiveTasks {
  readonly #shape: QueueShape;
  readonly #rows: TaskRows;
  readonly #next: Statement<[], Found>;
  readonly #inFlight: Statement<[], Found>;
  readonly #oldest: Statement<[string], Found & { createdAt: Stored }>;

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { table, alive, heavy, sql, inFlightList } = shape;
    this.#shape = shape;
    this.#rows = new TaskRows(db, shape, stopwatch);
    const found = `SELECT rowid AS id, ${heavy} AS heavy`;
    // To the letter how workers take them: the same plan breaks ties the same way.
    this.#next = db.prepare(
      `${found} FROM ${table} WHERE status = '${WAITING}' ${alive}
        ORDER BY ${sql('priority')} DESC, ${sql('created_at')} ASC LIMIT ${NEXT}`,
    );
    this.#inFlight = db.prepare(
      `${found} FROM ${table} WHERE status IN (${inFlightList}) ${alive} LIMIT ${MOST_IN_FLIGHT}`,
    );
    const createdAt = sql('created_at');
    this.#oldest = db.prepare(
      `${found}, createdAt FROM (
         SELECT rowid AS first, ${createdAt} AS createdAt FROM ${table}
          WHERE status = '${WAITING}' AND ${createdAt} >= ? AND ${createdAt} < '${AFTER_LAST_TIME}' ${alive}
          ORDER BY ${createdAt} LIMIT 1
       ) CROSS JOIN ${table} ON rowid = first`,
    );
  }

  begin(): void {
    this.#rows.begin();
  }

  spentOffTickMs(): number {
    return this.#rows.spentMs;
  }

  /** The next in line. */
  next(tick: Tick): TaskSummary[] {
    return this.#rows.get(this.#next.all(), tick).map((row) => toSummary(row, this.#shape));
  }

  inFlight(tick: Tick): Assigned[] {
    return this.#rows
      .get(this.#inFlight.all(), tick)
      .map((row) => ({ task: toSummary(row, this.#shape), dueAt: dueAt(row, this.#shape) }));
  }

  /**
   * The task that waits longest. On one day, times with a blank sort before all times with a `T`:
   * the first of either form is a candidate.
   */
  oldest(tick: Tick): TaskSummary | null {
    const first = this.#oldest.get(FIRST_TIME);
    if (first === undefined) return null;
    const day = String(first.createdAt).slice(0, 10);
    const other = this.#oldest.get(`${day}T`);
    const oldest = [first, ...(other === undefined ? [] : [other])].reduce((a, b) =>
      at(b) < at(a) ? b : a,
    );
    const [row] = this.#rows.get([oldest], tick);
    return row === undefined ? null : toSummary(row, this.#shape);
  }
}

const at = ({ createdAt }: { readonly createdAt: Stored }): number =>
  parseTime(createdAt) ?? Infinity;
