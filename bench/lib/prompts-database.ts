import Sqlite, { type Database } from 'better-sqlite3';
import { tables } from '../../demo/schema.ts';

/** Live rows are the same whatever the history: so costs that differ are the history's. */
const WAITING = 9_000;
const IN_FLIGHT = 1_000;
const FAILED_EVERY = 50;
/** One prompt arrives every so many seconds; the last one arrived now. */
const SECONDS_APART = 5;

/** The recommended indexes, and those that Lookout's own reading asks for. */
export const recommended = [
  'CREATE INDEX idx_prompts_status_priority_created ON prompts(status, priority DESC, created_at ASC)',
  'CREATE INDEX idx_prompts_target_session_status ON prompts(target_session, status)',
  'CREATE INDEX idx_sessions_status_activity ON sessions(status, last_activity)',
] as const;
export const optional = [
  'CREATE INDEX idx_prompts_completed_at ON prompts(completed_at)',
  'CREATE INDEX idx_prompts_status_created_at ON prompts(status, created_at)',
] as const;

/**
 * Makes an assigner.db of `rows` prompts as a busy fleet leaves it, always the same for the same
 * size: nearly all completed, one in fifty failed, 9,000 waiting and 1,000 in flight.
 */
export function makePromptsDatabase(file: string, rows: number): Database {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  for (const sql of tables('assigner')) db.exec(sql);
  const live = 2 * (WAITING + IN_FLIGHT);
  const status = `CASE
    WHEN i > ${rows - live} AND i % 2 = 0 THEN iif(i % 20 = 0, 'in_progress', 'pending')
    WHEN i % ${FAILED_EVERY} = 1 THEN 'failed' ELSE 'completed' END`;
  const at = (offset: string): string =>
    `datetime('now', (-${SECONDS_APART} * (${rows} - i) + ${offset}) || ' seconds')`;
  db.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows}),
      p(i, status) AS MATERIALIZED (SELECT i, ${status} FROM n)
    INSERT INTO prompts (id, content, priority, status, assigned_session, created_at, assigned_at,
        completed_at, response, error, target_session, target_provider)
      SELECT i, 'Prompt ' || i || ': ' || substr(hex(i * 2654435761) || '${'lorem ipsum '.repeat(20)}', 1, 200),
        (i * 7919) % 11, status, iif(status = 'pending', NULL, 'agent-' || (i % 40)), ${at('0')},
        iif(status = 'pending', NULL, ${at('1')}),
        iif(status IN ('completed', 'failed'), ${at('2')}, NULL),
        iif(status = 'completed', 'Done.', NULL),
        iif(status = 'failed', 'Assignment timed out after ' || (i % 90) || ' minutes', NULL),
        iif(i % 3 = 0, 'agent-' || (i % 40), NULL), iif(i % 5 = 0, 'claude', NULL)
      FROM p;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 67)
    INSERT INTO sessions (name, status, provider, is_claude)
      SELECT 'agent-' || i, iif(i % 3 = 0, 'busy', 'idle'), 'claude', 1 FROM n;
  `);
  db.pragma('wal_checkpoint(TRUNCATE)');
  return db;
}
