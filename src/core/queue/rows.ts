import type { TaskSummary } from '../../shared/model.ts';
import type { QueueShape } from './shape.ts';
import { plainText, summarize } from './text.ts';
import { parseTime } from './time.ts';
import { toNumber, type Stored } from '../sources/stored.ts';

/** A task's row as the statements below select it; any value may be of any type. */
export interface TaskRow {
  readonly id: number;
  readonly status: Stored;
  readonly priority: Stored;
  readonly text: Stored;
  readonly type: Stored;
  readonly target: Stored;
  readonly provider: Stored;
  readonly assignedTo: Stored;
  readonly createdAt: Stored;
  readonly assignedAt: Stored;
  readonly retries: Stored;
  readonly maxRetries: Stored;
  readonly timeout: Stored;
}

/** Short columns are cut, too: a hostile one may hold anything. */
const SHORT = 300;

/** The columns of a `TaskRow`, for a row that is not heavy. */
export function taskColumns({ columns, sql }: QueueShape): string {
  const short = (column: string | null): string => `substr(${sql(column)}, 1, ${SHORT})`;
  return `rowid AS id, ${short('status')} AS status, ${sql('priority')} AS priority,
    substr(${sql(columns.text)}, 1, 1000) AS text, ${short(columns.type)} AS type,
    ${short(columns.target)} AS target, ${short(columns.provider)} AS provider,
    ${short(columns.assignedTo)} AS assignedTo, ${sql('created_at')} AS createdAt,
    ${sql(columns.assignedAt)} AS assignedAt, ${sql(columns.retries)} AS retries,
    ${sql('max_retries')} AS maxRetries, ${sql(columns.timeout.column)} AS timeout`;
}

export function toSummary(row: TaskRow, { name }: QueueShape): TaskSummary {
  return {
    id: row.id,
    queue: name,
    status: plainText(row.status) ?? '(none)',
    priority: toNumber(row.priority) ?? 0,
    type: plainText(row.type),
    target: plainText(row.target),
    provider: plainText(row.provider),
    assignedTo: plainText(row.assignedTo),
    summary: summarize(row.text),
    createdAt: parseTime(row.createdAt),
    assignedAt: parseTime(row.assignedAt),
    retries: toNumber(row.retries) ?? 0,
    maxRetries: toNumber(row.maxRetries),
  };
}

/** When an assignment should have been done; null where that cannot be said. */
export function dueAt(row: TaskRow, { columns }: QueueShape): number | null {
  const assignedAt = parseTime(row.assignedAt);
  const timeout = toNumber(row.timeout);
  if (assignedAt === null || timeout === null || timeout < 0) return null;
  const due = assignedAt + timeout * columns.timeout.unitMs;
  return Number.isSafeInteger(Math.round(due)) ? Math.round(due) : null;
}
