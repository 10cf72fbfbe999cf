import type { Stored } from '../sources/stored.ts';
import type { Database } from 'better-sqlite3';
import { FINISHED_LIST, type QueueShape } from './shape.ts';
import type { Events } from './rates.ts';
import { AFTER_LAST_TIME, FIRST_TIME, parseTime, secondOf, textRanges } from './time.ts';

/** What happened to a queue lately, each in a statement whose work is bounded or by an index. */

/** Finishes at one second, done well or not. */
export interface Finishes extends Events {
  readonly failed: boolean;
}

interface BucketRow {
  readonly at: Stored;
  readonly failed: 0 | 1;
  readonly count: number;
}

const dated = (rows: readonly BucketRow[]): Finishes[] =>
  rows.flatMap(({ at, failed, count }) => {
    const parsed = parseTime(at);
    return parsed === null ? [] : [{ at: parsed, failed: failed === 1, count }];
  });

/**
 * Finds the first id created since a time. Ids grow with time, so that it is found by halving, with
 * no index on the time. Null where the table is empty.
 */
export function firstIdReader(
  db: Database,
  { table, heavy }: Pick<QueueShape, 'table' | 'heavy'>,
): (since: number) => number | null {
  const span = db.prepare<[], { low: number | null; high: number | null }>(
    `SELECT (SELECT MIN(rowid) FROM ${table}) AS low, (SELECT MAX(rowid) FROM ${table}) AS high`,
  );
  const createdAt = db
    .prepare<[number], Stored>(
      `SELECT created_at FROM ${table} WHERE rowid >= ? AND NOT (${heavy}) ORDER BY rowid LIMIT 1`,
    )
    .pluck();
  return (since) => {
    let { low, high } = span.get() ?? { low: null, high: null };
    if (low === null || high === null) return null;
    while (low < high) {
      const middle: number = Math.floor((low + high) / 2);
      const at = parseTime(createdAt.get(middle));
      if (at !== null && at >= since) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Arrivals since a time. */
export function arrivalsReader(db: Database, shape: QueueShape): (since: number) => Events[] {
  const { table, alive, heavy } = shape;
  const firstId = firstIdReader(db, shape);
  const buckets = db.prepare<[number], BucketRow>(
    `SELECT ${secondOf('created_at')} AS at, 0 AS failed, COUNT(*) AS count FROM ${table}
      WHERE rowid >= ? AND CASE WHEN ${heavy} THEN 0 ELSE 1 ${alive} END GROUP BY 1`,
  );
  return (since) => {
    const first = firstId(since);
    return first === null ? [] : dated(buckets.all(first)).filter((events) => events.at >= since);
  };
}

/** Finishes since a time: by the index on the time of completion, or by one scan. */
export function finishesReader(
  db: Database,
  shape: QueueShape,
): (since: number, now: number) => Finishes[] {
  const { table, alive, heavy, completedIndex } = shape;
  // `+status` keeps the planner from walking an index on the status instead.
  // Worked out before it is sorted: SQLite sorts whole columns otherwise, heavy ones included.
  const select = (from: string): string =>
    `WITH finished AS MATERIALIZED (
       SELECT ${secondOf('completed_at')} AS at,
              CASE WHEN ${heavy} THEN 0 ELSE status = 'failed' END AS failed
         FROM ${from}
     ) SELECT *, COUNT(*) AS count FROM finished GROUP BY 1, 2`;
  if (completedIndex !== null) {
    const range = db.prepare<[string, string], BucketRow>(
      select(
        `${table} INDEXED BY ${completedIndex} WHERE completed_at >= ? AND completed_at < ?
           AND CASE WHEN ${heavy} THEN 1 ELSE +status IN (${FINISHED_LIST}) ${alive} END`,
      ),
    );
    return (since, now) =>
      dated(textRanges(since, now).flatMap(({ low, high }) => range.all(low, high)));
  }
  const scan = db.prepare<[string, string], BucketRow>(
    select(
      `${table} WHERE CASE WHEN ${heavy} THEN 0 ELSE
         completed_at >= ? AND completed_at < ? AND +status IN (${FINISHED_LIST}) ${alive} END`,
    ),
  );
  return (since, now) => {
    const ranges = textRanges(since, now);
    const [first, last] = [ranges[0], ranges.at(-1)];
    return first === undefined || last === undefined ? [] : dated(scan.all(first.low, last.high));
  };
}

/** A completed task: how long it waited until assigned, and took from then on, ms. */
export interface Completion {
  readonly id: number;
  readonly completedAt: number;
  readonly toAssignmentMs: number | null;
  readonly toCompletionMs: number | null;
}

/** How many finished tasks latencies are taken from, and how many rows are looked at for them. */
const MOST_SAMPLES = 1_000;
const MOST_ROWS = 5_000;

/** The last completed tasks, newest first; without an index on the time, of the newest by id. */
export function completionsReader(db: Database, shape: QueueShape): () => Completion[] {
  const { table, alive, heavy, columns, sql, completedIndex } = shape;
  const recent =
    completedIndex === null
      ? `${table} WHERE rowid > (SELECT MAX(rowid) FROM ${table}) - ${MOST_ROWS}`
      : `${table} INDEXED BY ${completedIndex} WHERE completed_at >= '${FIRST_TIME}' AND completed_at < '${AFTER_LAST_TIME}'
         ORDER BY completed_at DESC LIMIT ${MOST_ROWS}`;
  const rows = db.prepare<
    [],
    { id: number; createdAt: Stored; assignedAt: Stored; completedAt: Stored }
  >(
    `SELECT rowid AS id, ${sql('created_at')} AS createdAt, ${sql(columns.assignedAt)} AS assignedAt, completed_at AS completedAt
       FROM ${table}
      WHERE rowid IN (SELECT rowid FROM ${recent})
        AND CASE WHEN ${heavy} THEN 0 ELSE +status = 'completed' AND completed_at IS NOT NULL ${alive} END
      ORDER BY completed_at DESC LIMIT ${MOST_SAMPLES}`,
  );
  return () =>
    rows.all().flatMap((row): Completion[] => {
      const assigned = parseTime(row.assignedAt);
      const completedAt = parseTime(row.completedAt);
      if (completedAt === null) return [];
      return [
        {
          id: row.id,
          completedAt,
          toAssignmentMs: duration(parseTime(row.createdAt), assigned),
          toCompletionMs: duration(assigned, completedAt),
        },
      ];
    });
}

/** Null if an end is unknown or both are out of order: clocks and formats may disagree. */
const duration = (from: number | null, to: number | null): number | null =>
  from !== null && to !== null && to >= from ? to - from : null;
