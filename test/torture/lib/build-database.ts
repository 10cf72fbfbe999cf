import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/** The index that the parts build: a large one, on the largest table. */
export const INDEX = 'idx_task_queue_status_priority';
export const INDEX_SQL = `CREATE INDEX ${INDEX} ON task_queue(status, priority DESC, created_at)`;

/** Reads each row as one text, in one statement: much quicker than row by row. */
const ALL_ROWS = [
  "SELECT group_concat(id || status || priority || task_data || created_at, ';') FROM task_queue NOT INDEXED",
  "SELECT group_concat(id || status || error_type || node_id, ';') FROM errors NOT INDEXED",
] as const;

/** Stands for every row of the tables that the Architect system fills. */
export function rowsOf(db: Database.Database): string {
  const hash = createHash('sha256');
  for (const sql of ALL_ROWS) hash.update(db.prepare<[], string>(sql).pluck().get() ?? '');
  return hash.digest('hex');
}

export interface Found {
  /** SQL of the index; null where there is none. */
  readonly sql: string | null;
  readonly rows: string;
}

/**
 * What a program of the application finds: opens for writing, as it does, so that a journal which a
 * killed writer left is played back. Throws where the file is not sound to the last entry of its
 * indexes, or an index is neither there nor gone.
 */
export function findAs(file: string): Found {
  const db = new Database(file, { fileMustExist: true, timeout: 30_000 });
  try {
    const [finding, ...more] = db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
    if (finding !== 'ok') throw new Error(`integrity_check: ${[finding, ...more].join('; ')}`);
    const sql = db
      .prepare<[string], string>('SELECT sql FROM sqlite_master WHERE name = ?')
      .pluck()
      .get(INDEX);
    return { sql: sql ?? null, rows: rowsOf(db) };
  } finally {
    db.close();
  }
}

/**
 * Whether the file is in the middle of somebody's commit. As SQLite has it: a journal whose header
 * begins with a zero was never synced, and so nothing of the file can have been written yet.
 */
export function hasHotJournal(file: string): boolean {
  try {
    const [first = 0] = readFileSync(`${file}-journal`);
    return first !== 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Takes the index away as its owner would, whatever state a failed check left. */
export function reset(file: string): void {
  const db = new Database(file, { fileMustExist: true, timeout: 30_000 });
  db.exec(`DROP INDEX IF EXISTS ${INDEX}`);
  db.close();
}

export function expect(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
