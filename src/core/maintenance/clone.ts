import Database from 'better-sqlite3';
import { isWord, tokenize } from './tokens.ts';

/**
 * A database's schema and statistics in memory, without its rows: the place to try an index in
 * without touching the original. What the planner says there is a prediction.
 */
export interface Clone {
  readonly db: Database.Database;
  /** What could not be copied (a collation or function of the owner's program), with the reason. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
}

interface SchemaRow {
  type: string;
  name: string;
  sql: string;
}

/** Copies tables, indexes and views (no triggers, no virtual tables) and the planner's statistics. */
export function cloneSchema(source: Database.Database): Clone {
  const db = new Database(':memory:');
  const failures: { name: string; reason: string }[] = [];
  const attempt = (name: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      failures.push({ name, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  for (const { name, sql } of schemaRows(source)) {
    attempt(name, () => {
      // One statement, and that one a CREATE: whatever else a file says, nothing else is run.
      const [first, second] = tokenize(sql);
      if (!isWord(first, 'create')) throw new TypeError('this is not a definition');
      if (isWord(second, 'virtual')) throw new TypeError('virtual tables are left out');
      db.prepare(sql).run();
    });
  }
  attempt('statistics', () => copyStatistics(source, db));
  return { db, failures };
}

function schemaRows(source: Database.Database): readonly SchemaRow[] {
  return source
    .prepare<[], SchemaRow>(
      `SELECT type, name, sql FROM sqlite_master
        WHERE sql IS NOT NULL AND type <> 'trigger' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, rowid`,
    )
    .all();
}

function copyStatistics(source: Database.Database, target: Database.Database): void {
  const tables = source
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE name IN ('sqlite_stat1', 'sqlite_stat4')",
    )
    .pluck()
    .all();
  if (tables.length === 0) return;
  target.exec('ANALYZE');
  for (const table of tables) {
    const rows = source.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
    target.exec(`DELETE FROM ${table}`);
    for (const row of rows) {
      const marks = Object.keys(row).map(() => '?');
      target
        .prepare(`INSERT INTO ${table} VALUES (${marks.join(', ')})`)
        .run(...Object.values(row));
    }
  }
  target.exec('ANALYZE sqlite_schema');
}
