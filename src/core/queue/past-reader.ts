import type { Database } from 'better-sqlite3';
import { toText, type Stored } from '../sources/stored.ts';
import { WAITING, type QueueShape } from './shape.ts';
import { plainText } from './text.ts';
import { parseTime } from './time.ts';

/** What a row says of a task's life. Times may be missing, impossible or out of order. */
export interface PastTask {
  readonly id: number;
  readonly state: 'waiting' | 'in-flight' | 'completed' | 'failed' | 'other';
  readonly createdAt: number | null;
  readonly assignedAt: number | null;
  readonly completedAt: number | null;
}

/** And what kind of task it is. */
export interface TypedTask extends PastTask {
  readonly type: string | null;
}

/** A slice of a table, oldest ids first. */
interface Slice {
  readonly tasks: readonly TypedTask[];
  /** Where the next slice begins; null at the end of the table. */
  readonly next: number | null;
}

interface Row {
  readonly id: number;
  readonly type: Stored;
  readonly status: Stored;
  readonly createdAt: Stored;
  readonly assignedAt: Stored;
  readonly completedAt: Stored;
}

/** At most `rows` rows from id `from` on. Rows with megabytes of text, and deleted ones, are left out. */
export function readPast(db: Database, shape: QueueShape, from: number, rows: number): Slice {
  const { table, alive, heavy, sql, columns } = shape;
  const lean = (column: string): string =>
    `CASE WHEN ${heavy} THEN NULL WHEN 1 ${alive} THEN ${column} END`;
  const found = db
    .prepare<[number, number], Row>(
      `SELECT rowid AS id, ${lean(`substr(${sql(columns.type)}, 1, 100)`)} AS type,
              ${lean('status')} AS status, ${lean(sql('created_at'))} AS createdAt,
              ${lean(sql(columns.assignedAt))} AS assignedAt, ${lean(sql('completed_at'))} AS completedAt
         FROM ${table} WHERE rowid >= ? ORDER BY rowid LIMIT ?`,
    )
    .all(from, rows);
  const last = found.at(-1);
  return {
    tasks: found.flatMap((row) => toPast(row, shape)),
    next: last === undefined || found.length < rows ? null : last.id + 1,
  };
}

function toPast({ id, type, status, ...times }: Row, { columns }: QueueShape): TypedTask[] {
  const text = toText(status);
  if (text === null) return [];
  return [
    {
      id,
      type: plainText(type, 80),
      state: stateOf(text, columns.inFlight),
      createdAt: parseTime(times.createdAt),
      assignedAt: parseTime(times.assignedAt),
      completedAt: parseTime(times.completedAt),
    },
  ];
}

function stateOf(status: string, inFlight: readonly string[]): PastTask['state'] {
  if (status === WAITING) return 'waiting';
  if (inFlight.includes(status)) return 'in-flight';
  if (status === 'completed' || status === 'failed') return status;
  return 'other';
}
