import type { DatabaseName } from '../src/shared/model.ts';

/**
 * The Architect system's own tables and indexes, as its workers create them. The demo, the tests
 * and the benchmarks build their databases from here, so that Lookout meets the real thing.
 */

/** newer: with the columns that later versions added; older: as the first copies in the field. */
export type SchemaAge = 'newer' | 'older';

const prompts = `CREATE TABLE prompts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  content TEXT NOT NULL,
  source TEXT DEFAULT 'api',
  priority INTEGER DEFAULT 0,
  status TEXT DEFAULT 'pending',
  assigned_session TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  assigned_at TIMESTAMP,
  completed_at TIMESTAMP,
  response TEXT,
  error TEXT,
  metadata TEXT,
  target_session TEXT,
  target_provider TEXT,
  retry_count INTEGER DEFAULT 0,
  max_retries INTEGER DEFAULT 3,
  timeout_minutes INTEGER DEFAULT 30
)`;

const sessions = (age: SchemaAge) => `CREATE TABLE sessions (
  name TEXT PRIMARY KEY,
  status TEXT DEFAULT 'unknown',
  last_activity TIMESTAMP,
  current_task_id INTEGER,
  working_dir TEXT,
  is_claude INTEGER DEFAULT 0,
  provider TEXT,
  last_output TEXT,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,${
    age === 'newer'
      ? `
  current_dir TEXT,
  git_branch TEXT,
  last_context_update TIMESTAMP,
  env_vars TEXT,`
      : ''
  }
  FOREIGN KEY (current_task_id) REFERENCES prompts(id)
)`;

const assignmentHistory = `CREATE TABLE assignment_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  prompt_id INTEGER,
  session_name TEXT,
  action TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  details TEXT
)`;

const taskQueue = (age: SchemaAge) => `CREATE TABLE task_queue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  task_type TEXT NOT NULL,
  task_data TEXT,
  priority INTEGER DEFAULT 0,
  status TEXT DEFAULT 'pending',
  assigned_node TEXT,
  assigned_worker TEXT,
  retries INTEGER DEFAULT 0,
  max_retries INTEGER DEFAULT 3,
  error_message TEXT,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  started_at TIMESTAMP,
  completed_at TIMESTAMP,${
    age === 'newer'
      ? `
  timeout_seconds INTEGER,
  story_points INTEGER,
  estimated_hours REAL,
  actual_hours REAL,
  parent_id INTEGER,
  hierarchy_level INTEGER DEFAULT 0,
  hierarchy_path TEXT,
  child_count INTEGER DEFAULT 0,
  deleted_at TIMESTAMP,
  deleted_by TEXT`
      : `
  result TEXT`
  }
)`;

const errors = (age: SchemaAge) => `CREATE TABLE errors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER,
  node_id TEXT,
  error_type TEXT NOT NULL,
  message TEXT,
  source TEXT,
  line INTEGER,
  status TEXT DEFAULT 'open',
  occurrence_count INTEGER DEFAULT 1,
  first_seen TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  last_seen TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  resolved_at TIMESTAMP${
    age === 'newer'
      ? `,
  deleted_at TIMESTAMP,
  deleted_by TEXT`
      : ''
  }
)`;

const sessionPool = `CREATE TABLE session_pool (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  tmux_name TEXT,
  role TEXT DEFAULT 'worker',
  restart_count INTEGER DEFAULT 0,
  health TEXT DEFAULT 'unknown',
  status TEXT DEFAULT 'stopped',
  last_heartbeat TIMESTAMP,
  last_restart TIMESTAMP,
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  metadata TEXT
)`;

const workers = `CREATE TABLE workers (
  id TEXT PRIMARY KEY,
  node_id TEXT,
  worker_type TEXT,
  status TEXT DEFAULT 'idle',
  current_task_id INTEGER,
  last_heartbeat TIMESTAMP,
  tasks_completed INTEGER DEFAULT 0,
  tasks_failed INTEGER DEFAULT 0
)`;

const nodes = `CREATE TABLE nodes (
  id TEXT PRIMARY KEY,
  hostname TEXT,
  status TEXT DEFAULT 'offline',
  cpu_usage REAL DEFAULT 0,
  memory_usage REAL DEFAULT 0,
  disk_usage REAL DEFAULT 0,
  last_heartbeat TIMESTAMP,
  health_status TEXT DEFAULT 'unknown'
)`;

/** The CREATE TABLE statements of one database, in order. */
export function tables(database: DatabaseName, age: SchemaAge = 'newer'): readonly string[] {
  return database === 'assigner'
    ? [prompts, sessions(age), assignmentHistory]
    : [taskQueue(age), errors(age), ...(age === 'newer' ? [sessionPool] : []), workers, nodes];
}

/** What copies in the field have. */
export const fieldIndexes: Readonly<Record<DatabaseName, readonly string[]>> = {
  assigner: [
    'CREATE INDEX idx_prompts_status ON prompts(status)',
    'CREATE INDEX idx_prompts_priority ON prompts(priority DESC, created_at ASC)',
    'CREATE INDEX idx_sessions_status ON sessions(status)',
  ],
  architect: [
    'CREATE INDEX idx_task_queue_status_priority ON task_queue(status, priority DESC, created_at)',
  ],
};

/** The nine of the reference document, to the letter. */
export const referenceIndexes: Readonly<Record<DatabaseName, readonly string[]>> = {
  assigner: [
    'CREATE INDEX idx_prompts_status_priority_created ON prompts(status, priority DESC, created_at ASC)',
    'CREATE INDEX idx_prompts_target_session_status ON prompts(target_session, status)',
    'CREATE INDEX idx_sessions_status_activity ON sessions(status, last_activity)',
  ],
  architect: [
    'CREATE INDEX idx_task_queue_status_priority ON task_queue(status, priority, created_at)',
    'CREATE INDEX idx_task_queue_type_status ON task_queue(task_type, status)',
    'CREATE INDEX idx_task_queue_assigned_worker ON task_queue(assigned_worker, status)',
    'CREATE INDEX idx_session_pool_status_health ON session_pool(status, health)',
    'CREATE INDEX idx_errors_node_status ON errors(node_id, status)',
    'CREATE INDEX idx_errors_project_type ON errors(project_id, error_type)',
  ],
};

/** The two queries of the reference document that the seven figures must equal. */
export const referenceStats = {
  prompts: `SELECT
      COUNT(CASE WHEN status = 'pending' THEN 1 END) AS pending_prompts,
      COUNT(CASE WHEN status IN ('assigned', 'in_progress') THEN 1 END) AS active_assignments,
      COUNT(CASE WHEN status = 'completed' THEN 1 END) AS completed_prompts,
      COUNT(CASE WHEN status = 'failed' THEN 1 END) AS failed_prompts
    FROM prompts`,
  sessions: `SELECT
      COUNT(*) AS total_sessions,
      COUNT(CASE WHEN status IN ('idle', 'waiting_input') AND (
        provider IN ('claude', 'codex', 'ollama') OR (provider IS NULL AND is_claude = 1)
      ) THEN 1 END) AS available_sessions,
      COUNT(CASE WHEN status = 'busy' THEN 1 END) AS busy_sessions
    FROM sessions`,
} as const;
