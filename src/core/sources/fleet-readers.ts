import type { Database } from 'better-sqlite3';
import type { NodeRow, PoolMember, WorkerRow } from '../../shared/model.ts';
import { plainText } from '../queue/text.ts';
import { parseTime } from '../queue/time.ts';
import { toNumber, type Stored } from './stored.ts';
import { quote, type TableInfo } from './tables.ts';

/** The small tables about who works: pool members, workers, nodes. A missing column reads as null. */

const MOST_ROWS = 2_000;

type Row = Readonly<Record<string, Stored>>;

function rowsReader(db: Database, table: TableInfo, columns: readonly string[]): () => Row[] {
  const list = columns.map((column) =>
    table.columns.has(column)
      ? `substr(${quote(column)}, 1, 1000) AS ${quote(column)}`
      : `NULL AS ${quote(column)}`,
  );
  const rows = db.prepare<[], Row>(
    `SELECT ${list.join(', ')} FROM ${quote(table.name)} ORDER BY 1 LIMIT ${MOST_ROWS}`,
  );
  return () => rows.all();
}

export function poolReader(db: Database, table: TableInfo): () => PoolMember[] {
  const rows = rowsReader(db, table, [
    'name',
    'tmux_name',
    'role',
    'status',
    'health',
    'restart_count',
    'last_heartbeat',
  ]);
  return () =>
    rows().map((row) => ({
      name: text(row['name']) ?? '',
      tmuxName: text(row['tmux_name']),
      role: text(row['role']) ?? 'unknown',
      status: text(row['status']) ?? 'unknown',
      health: text(row['health']) ?? 'unknown',
      restarts: number(row['restart_count']) ?? 0,
      lastHeartbeatAt: parseTime(row['last_heartbeat']),
      concerns: [],
    }));
}

export function workersReader(db: Database, table: TableInfo): () => WorkerRow[] {
  const rows = rowsReader(db, table, [
    'id',
    'node_id',
    'worker_type',
    'status',
    'current_task_id',
    'last_heartbeat',
    'tasks_completed',
    'tasks_failed',
  ]);
  return () =>
    rows().map((row) => ({
      id: text(row['id']) ?? '',
      node: text(row['node_id']),
      type: text(row['worker_type']),
      status: text(row['status']) ?? 'unknown',
      currentTask: text(row['current_task_id']),
      lastHeartbeatAt: parseTime(row['last_heartbeat']),
      completed: number(row['tasks_completed']) ?? 0,
      failed: number(row['tasks_failed']) ?? 0,
    }));
}

export function nodesReader(db: Database, table: TableInfo): () => NodeRow[] {
  const rows = rowsReader(db, table, [
    'id',
    'hostname',
    'status',
    'cpu_usage',
    'memory_usage',
    'disk_usage',
    'last_heartbeat',
  ]);
  return () =>
    rows().map((row) => ({
      id: text(row['id']) ?? '',
      hostname: text(row['hostname']),
      status: text(row['status']) ?? 'unknown',
      cpuPercent: number(row['cpu_usage']),
      memoryPercent: number(row['memory_usage']),
      diskPercent: number(row['disk_usage']),
      lastHeartbeatAt: parseTime(row['last_heartbeat']),
    }));
}

const text = (value: Stored | undefined): string | null => plainText(value ?? null);

/** `substr` made text of it. */
function number(value: Stored | undefined): number | null {
  return typeof value === 'string' && value !== '' ? toNumber(Number(value)) : null;
}
