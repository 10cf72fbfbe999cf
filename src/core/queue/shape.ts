import type { QueueName } from '../../shared/model.ts';
import { narrowestIndexOn, quote, type TableInfo } from '../sources/tables.ts';

/** Which column of a queue's table plays which part; null where the queue has no such thing. */
interface QueueColumns {
  readonly text: string;
  readonly type: string;
  readonly target: string;
  readonly provider: string | null;
  readonly assignedTo: string;
  readonly assignedAt: string;
  readonly error: string;
  readonly response: string | null;
  readonly metadata: string | null;
  readonly retries: string;
  /** How long an assignment may take, and its unit in milliseconds. */
  readonly timeout: { readonly column: string; readonly unitMs: number };
  readonly inFlight: readonly string[];
}

const columns: Readonly<Record<QueueName, QueueColumns>> = {
  prompts: {
    text: 'content',
    type: 'source',
    target: 'target_session',
    provider: 'target_provider',
    assignedTo: 'assigned_session',
    assignedAt: 'assigned_at',
    error: 'error',
    response: 'response',
    metadata: 'metadata',
    retries: 'retry_count',
    timeout: { column: 'timeout_minutes', unitMs: 60_000 },
    inFlight: ['assigned', 'in_progress'],
  },
  task_queue: {
    text: 'task_data',
    type: 'task_type',
    target: 'assigned_node',
    provider: null,
    assignedTo: 'assigned_worker',
    assignedAt: 'started_at',
    error: 'error_message',
    response: 'result',
    metadata: null,
    retries: 'retries',
    timeout: { column: 'timeout_seconds', unitMs: 1000 },
    inFlight: ['assigned', 'running', 'in_progress'],
  },
};

export const WAITING = 'pending';
/** A task that left the queue by being done, well or badly. */
const FINISHED = ['completed', 'failed'] as const;

/** A row with more text than this is not read at a tick: each megabyte of it costs milliseconds. */
const HEAVY_BYTES = 1_000_000;

/** A queue's table as it is in this database, in SQL: a missing column reads as NULL. */
export interface QueueShape {
  readonly name: QueueName;
  readonly table: string;
  readonly columns: QueueColumns;
  readonly has: (column: string | null) => boolean;
  /** The column quoted, or NULL. */
  readonly sql: (column: string | null) => string;
  /** `AND …` that leaves out rows marked as deleted; empty where rows cannot be. */
  readonly alive: string;
  /** Whether a row is heavy, from its header alone: 1 or 0. */
  readonly heavy: string;
  /** Quoted name of an index that begins with the status; null where there is none. */
  readonly statusIndex: string | null;
  /** Whether an index has what the queue is ordered by, so that no row is read for it. */
  readonly orderIndexed: boolean;
  /** Quoted name of an index that begins with the time of completion. */
  readonly completedIndex: string | null;
  /** Statuses as a list in SQL. */
  readonly inFlightList: string;
}

const literals = (values: readonly string[]): string =>
  values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');

export const FINISHED_LIST = literals(FINISHED);

/** The table must have a status: without one it is no queue. */
export function queueShape(name: QueueName, table: TableInfo): QueueShape {
  const of = columns[name];
  const has = (column: string | null): boolean => column !== null && table.columns.has(column);
  const sql = (column: string | null): string =>
    column !== null && has(column) ? quote(column) : 'NULL';
  const alive = has('deleted_at') ? 'AND "deleted_at" IS NULL' : '';
  const long = [of.text, of.response, of.error, of.metadata].filter(has);
  const bytes = long.map((column) => `ifnull(octet_length(${sql(column)}), 0)`).join(' + ');
  const quotedIndex = (column: string): string | null => {
    const index = narrowestIndexOn(table, column);
    return index === undefined ? null : quote(index.name);
  };
  return {
    name,
    table: quote(name),
    columns: of,
    has,
    sql,
    alive,
    heavy: `((${bytes === '' ? '0' : bytes}) > ${HEAVY_BYTES})`,
    statusIndex: quotedIndex('status'),
    orderIndexed: table.indexes.some(
      ({ columns: [first, ...rest] }) => first === 'status' && rest.includes('priority'),
    ),
    completedIndex: quotedIndex('completed_at'),
    inFlightList: literals(of.inFlight),
  };
}
