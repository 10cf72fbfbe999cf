import type { Database } from 'better-sqlite3';
import type { Stored } from '../sources/stored.ts';
import type { Failure } from './failures.ts';
import type { QueueShape } from './shape.ts';
import { plainText } from './text.ts';
import { parseTime } from './time.ts';

const MOST_FAILURES = 500;
/** Without an index on the status, how many of the newest rows are searched for failures. */
const FAILURE_ROWS = 20_000;
const LONGEST_ERROR_BYTES = 65_536;

/** The newest failed tasks by id. */
export function failuresReader(db: Database, shape: QueueShape): () => Failure[] {
  const { table, alive, heavy, columns, sql, statusIndex } = shape;
  const error = sql(columns.error);
  const from =
    statusIndex === null
      ? `${table} WHERE rowid > (SELECT MAX(rowid) FROM ${table}) - ${FAILURE_ROWS} AND`
      : `${table} INDEXED BY ${statusIndex} WHERE`;
  const rows = db.prepare<
    [],
    { id: number; completedAt: Stored; assignedAt: Stored; createdAt: Stored; error: Stored }
  >(
    `SELECT rowid AS id, ${sql('completed_at')} AS completedAt, ${sql(columns.assignedAt)} AS assignedAt,
            ${sql('created_at')} AS createdAt,
            CASE WHEN octet_length(${error}) <= ${LONGEST_ERROR_BYTES} THEN substr(${error}, 1, 1000) END AS error
       FROM ${table}
      WHERE rowid IN (SELECT rowid FROM ${from} status = 'failed' ORDER BY rowid DESC LIMIT ${MOST_FAILURES})
        AND CASE WHEN ${heavy} THEN 0 ELSE 1 ${alive} END
      ORDER BY rowid DESC`,
  );
  return () =>
    rows.all().map((row) => ({
      id: row.id,
      at: parseTime(row.completedAt) ?? parseTime(row.assignedAt) ?? parseTime(row.createdAt),
      error: plainText(row.error, 1000),
    }));
}
