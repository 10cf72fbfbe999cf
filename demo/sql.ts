import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { DatabaseName } from '../src/shared/model.ts';
import { fieldIndexes, tables } from './schema.ts';

/** Makes one of the two databases as the Architect system's workers do, and stays connected. */
export function createDatabase(file: string, name: DatabaseName): Database.Database {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, { timeout: 30_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  for (const sql of [...tables(name), ...fieldIndexes[name]]) db.exec(sql);
  return db;
}

/** As SQLite's CURRENT_TIMESTAMP writes it: UTC, whole seconds. */
export const timestamp = (t: number): string =>
  new Date(t).toISOString().slice(0, 19).replace('T', ' ');
