import { toText, type Stored } from '../sources/stored.ts';
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
  /** As it is stored: it is compared with tmux's own names. */
  readonly session: string | null;
  readonly dueAt: number | null;
}

/** What changes of a row while it is in flight; null where reading it costs too much. */
interface Stamped extends Found {
  readonly stamp: string | null;
}

const NEXT = 50;
/** Tasks in flight that are looked at one by one. */
export const MOST_IN_FLIGHT = 1_000;

/** The tasks of a queue that are waiting or in flight, as far as they are looked at one by one. */
export class LiveTasks {
  readonly #shape: QueueShape;
  readonly #rows: TaskRows;
  readonly #next: Statement<[], Found>;
  readonly #inFlight: Statement<[], Stamped>;
  readonly #oldest: Statement<[string], Found & { createdAt: Stored }>;

  #known: ReadonlyMap<number, Assigned & { readonly stamp: string | null }> = new Map();

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { table, alive, heavy, sql, columns, inFlightList } = shape;
    this.#shape = shape;
    this.#rows = new TaskRows(db, shape, stopwatch);
    const found = `SELECT rowid AS id, ${heavy} AS heavy`;
    // To the letter how workers take them: the same plan breaks ties the same way.
    this.#next = db.prepare(
      `${found} FROM ${table} WHERE status = '${WAITING}' ${alive}
        ORDER BY ${sql('priority')} DESC, ${sql('created_at')} ASC LIMIT ${NEXT}`,
    );
    const changing = ['status', columns.assignedTo, columns.assignedAt, columns.retries].map(
      (column) => `ifnull(${sql(column)}, '')`,
    );
    this.#inFlight = db.prepare(
      `${found}, CASE WHEN NOT ${heavy} THEN ${changing.join(` || '|' || `)} END AS stamp FROM ${table} WHERE status IN (${inFlightList}) ${alive} LIMIT ${MOST_IN_FLIGHT}`,
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

  /** Rows that did not change since the last tick are not read again. */
  inFlight(tick: Tick): Assigned[] {
    const assigned = this.#inFlight.all().flatMap((found) => {
      const known = this.#known.get(found.id);
      if (known !== undefined && found.stamp !== null && known.stamp === found.stamp)
        return [known];
      return this.#rows.get([found], tick).map((row) => ({
        task: toSummary(row, this.#shape),
        session: toText(row.assignedTo),
        dueAt: dueAt(row, this.#shape),
        stamp: found.stamp,
      }));
    });
    this.#known = new Map(assigned.map((task) => [task.task.id, task]));
    return assigned;
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
