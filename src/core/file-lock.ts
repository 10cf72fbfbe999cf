import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Takes a file of ours for this process alone. The lock is SQLite's own: the system lets go of it when
 * the process ends, however it ends. Returns how to let go of it, to be held on to: forgotten, it is let
 * go of; null where somebody else has it.
 * Throws SQLite's error where the file cannot be made.
 */
export function lockFile(file: string): (() => void) | null {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  return () => db.close();
}
