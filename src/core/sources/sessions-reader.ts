import type { Database } from 'better-sqlite3';
import type { SessionRow, Stats } from '../../shared/model.ts';
import { plainText } from '../queue/text.ts';
import { parseTime } from '../queue/time.ts';
import { toNumber, toText, type Stored } from './stored.ts';
import { quote, type TableInfo } from './tables.ts';

export interface SessionsReading {
  readonly rows: readonly SessionRow[];
  readonly stats: Pick<Stats, 'total_sessions' | 'available_sessions' | 'busy_sessions'>;
}

/** Column → what the Architect system's own figure counts, to the letter. */
const figures = {
  total_sessions: { needs: [], sql: 'COUNT(*)' },
  available_sessions: {
    needs: ['status', 'provider', 'is_claude'],
    sql: `COUNT(CASE WHEN status IN ('idle', 'waiting_input') AND (
      provider IN ('claude', 'codex', 'ollama') OR (provider IS NULL AND is_claude = 1)
    ) THEN 1 END)`,
  },
  busy_sessions: { needs: ['status'], sql: `COUNT(CASE WHEN status = 'busy' THEN 1 END)` },
} as const;

/** More rows than sessions can exist are not looked at one by one. */
const MOST_ROWS = 5_000;

interface Row {
  readonly name: Stored;
  readonly status: Stored;
  readonly provider: Stored;
  readonly isClaude: Stored;
  readonly currentTask: Stored;
  readonly lastActivity: Stored;
  readonly updatedAt: Stored;
  readonly workingDir: Stored;
  readonly gitBranch: Stored;
}

/** A row whose last output is longer than this is read without what stands behind it. */
const HEAVY_BYTES = 1_000_000;

/** Reads the `sessions` table; what the table lacks is null. */
export function sessionsReader(db: Database, table: TableInfo): () => SessionsReading {
  const has = (name: string): boolean => table.columns.has(name);
  const column = (name: string): string => (has(name) ? quote(name) : 'NULL');
  const text = (name: string): string => `substr(${column(name)}, 1, 4096)`;
  const behind = (sql: string): string =>
    has('last_output')
      ? `CASE WHEN ifnull(octet_length(last_output), 0) <= ${HEAVY_BYTES} THEN ${sql} END`
      : sql;
  const rows = db.prepare<[], Row>(
    `SELECT ${text('name')} AS name, ${text('status')} AS status, ${text('provider')} AS provider,
            ${column('is_claude')} AS isClaude, ${column('current_task_id')} AS currentTask,
            ${column('last_activity')} AS lastActivity, ${text('working_dir')} AS workingDir,
            ${behind(column('updated_at'))} AS updatedAt, ${behind(text('git_branch'))} AS gitBranch
       FROM sessions LIMIT ${MOST_ROWS}`,
  );
  const columns = Object.entries(figures).map(
    ([name, { needs, sql }]) => `${needs.every(has) ? sql : 'NULL'} AS ${name}`,
  );
  const stats = db.prepare<[], SessionsReading['stats']>(
    `SELECT ${columns.join(', ')} FROM sessions`,
  );
  return () => ({
    rows: rows.all().map(toSessionRow),
    stats: stats.get() ?? unknownSessionStats,
  });
}

export const unknownSessionStats: SessionsReading['stats'] = {
  total_sessions: null,
  available_sessions: null,
  busy_sessions: null,
};

function toSessionRow(row: Row): SessionRow {
  return {
    // A name is compared with tmux's own: it stays as it is stored.
    name: toText(row.name) ?? '',
    status: plainText(row.status) ?? 'unknown',
    provider: plainText(row.provider),
    isClaude: toNumber(row.isClaude) === 1,
    currentTaskId: toNumber(row.currentTask),
    lastActivityAt: parseTime(row.lastActivity),
    updatedAt: parseTime(row.updatedAt),
    workingDir: plainText(row.workingDir, 4096),
    gitBranch: plainText(row.gitBranch),
  };
}
