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
  readonly #next: (keptKeys: string) => Found[];
  readonly #inFlight: Statement<[], Stamped>;
  readonly #oldest: Statement<[string], Found & { createdAt: Stored }>;

  #known: ReadonlyMap<number, Assigned & { readonly stamp: string | null }> = new Map();

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { table, alive, heavy, sql, columns, inFlightList } = shape;
    this.#shape = shape;
    this.#rows = new TaskRows(db, shape, stopwatch);
    const found = `SELECT rowid AS id, ${heavy} AS heavy`;
    this.#next = nextReader(db, shape);
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
    const kept = this.#rows.keptKeys();
    const rows = this.#rows.get(this.#next(kept), tick);
    // Heavy rows that were not known came first: now that they are, they find their place.
    const known = this.#rows.keptKeys();
    const inOrder = known === kept ? rows : this.#rows.get(this.#next(known), tick);
    return inOrder.map((row) => toSummary(row, this.#shape));
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

/**
 * Finds the next in line as workers do, to the letter: the same plan breaks ties the same way. Where
 * no index has the order, it is taken from the rows, and of heavy ones from what is remembered; one
 * that is not yet known comes first, so that it gets known.
 */
function nextReader(db: Database, shape: QueueShape): (keptKeys: string) => Found[] {
  const { table, alive, heavy, sql, statusIndex, orderIndexed } = shape;
  const select = `SELECT rowid AS id, ${heavy} AS heavy FROM ${table} WHERE status = '${WAITING}' ${alive}`;
  if (orderIndexed || statusIndex === null) {
    const next = db.prepare<[], Found>(
      `${select} ORDER BY ${sql('priority')} DESC, ${sql('created_at')} ASC LIMIT ${NEXT}`,
    );
    return () => next.all();
  }
  const kept = (field: number): string =>
    `(SELECT value ->> ${field} FROM json_each(@kept) WHERE value ->> 0 = ${table}.rowid)`;
  const next = db.prepare<[{ kept: string }], Found>(
    `${select}
      ORDER BY CASE WHEN ${heavy} THEN ifnull(${kept(1)}, 9e999) ELSE ${sql('priority')} END DESC,
               CASE WHEN ${heavy} THEN ${kept(2)} ELSE ${sql('created_at')} END ASC
      LIMIT ${NEXT}`,
  );
  return (keptKeys) => next.all({ kept: keptKeys });
}

const at = ({ createdAt }: { readonly createdAt: Stored }): number =>
  parseTime(createdAt) ?? Infinity;
