import type Database from 'better-sqlite3';

/** Roots and series are kept by number; this is where the numbers come from. */
type Table = 'root' | 'series';

/** null where there is no such name. */
export const idOf = (db: Database.Database, table: Table, name: string): number | null =>
  db.prepare<[string], number>(`SELECT id FROM ${table} WHERE name = ?`).pluck().get(name) ?? null;

/** The id of a name, made if need be. Throws SQLite's error. */
export function intern(db: Database.Database, table: Table, name: string): number {
  db.prepare(`INSERT OR IGNORE INTO ${table} (name) VALUES (?)`).run(name);
  const id = idOf(db, table, name);
  if (id === null) throw new Error(`history has no ${table} ${name}`);
  return id;
}
