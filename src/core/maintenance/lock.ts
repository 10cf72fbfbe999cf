import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MaintenanceError } from './maintenance-error.ts';

/**
 * Keeps two Lookouts from working on one database. The lock is SQLite's own, on a file of ours:
 * the system lets go of it when the process ends, however it ends. Returns how to let go of it.
 */
export function takeLock(lock: string): () => void {
  mkdirSync(dirname(lock), { recursive: true });
  const db = new Database(lock, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new MaintenanceError('other-lookout', 'Another Lookout is working on this database.');
    }
    throw error;
  }
  return () => db.close();
}
