import { toText, type Stored } from '../sources/stored.ts';
import type { Database } from 'better-sqlite3';
import type { TaskDetail } from '../../shared/contract.ts';
import { taskColumns, toSummary, type TaskRow } from './rows.ts';
import type { QueueShape } from './shape.ts';
import { parseTime } from './time.ts';

/** Longer texts are cut here; `contentLength` says how long they are. */
const CONTENT_LIMIT = 200_000;

interface DetailRow extends TaskRow {
  readonly content: Stored;
  readonly contentLength: number | null;
  readonly error: Stored;
  readonly response: Stored;
  readonly completedAt: Stored;
  readonly metadata: Stored;
}

/** One task in full, or null where there is none with this id (any more). Reads texts whole. */
export function readTaskDetail(db: Database, shape: QueueShape, id: number): TaskDetail | null {
  const { table, columns, sql, alive } = shape;
  const long = (column: string | null): string => `substr(${sql(column)}, 1, ${CONTENT_LIMIT})`;
  const row = db
    .prepare<[number], DetailRow>(
      `SELECT ${taskColumns(shape)}, ${long(columns.text)} AS content,
              length(${sql(columns.text)}) AS contentLength, ${long(columns.error)} AS error,
              ${long(columns.response)} AS response, ${sql('completed_at')} AS completedAt,
              ${long(columns.metadata)} AS metadata
         FROM ${table} WHERE rowid = ? ${alive}`,
    )
    .get(id);
  if (row === undefined) return null;
  return {
    ...toSummary(row, shape),
    // Line breaks and all: it is shown as text, never as markup.
    content: toText(row.content) ?? '',
    contentLength: row.contentLength ?? 0,
    error: toText(row.error),
    response: toText(row.response),
    completedAt: parseTime(row.completedAt),
    metadata: toText(row.metadata),
  };
}
