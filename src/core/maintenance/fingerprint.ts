import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/**
 * Stands for the definitions of one table and its indexes. `schema_version` would move for any
 * change anywhere; this moves only for those that matter to an index of this table.
 */
export function fingerprint(db: Database.Database, table: string): string {
  const rows = db
    .prepare<[string], unknown[]>(
      `SELECT type, name, sql FROM sqlite_master
        WHERE type <> 'trigger' AND lower(tbl_name) = lower(?)
        ORDER BY type, name`,
    )
    .raw()
    .all(table);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
