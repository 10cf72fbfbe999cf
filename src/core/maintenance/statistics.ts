import Database from 'better-sqlite3';
import type { SavedRows, SavedStatistics } from './saved-statistics.ts';
import { savedValue } from './saved-statistics.ts';

const TABLES = ['sqlite_stat1', 'sqlite_stat4'] as const;

export function saveStatistics(file: string): SavedStatistics {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
  try {
    return { sqlite_stat1: rowsOf(db, 'sqlite_stat1'), sqlite_stat4: rowsOf(db, 'sqlite_stat4') };
  } finally {
    db.close();
  }
}

function rowsOf(db: Database.Database, table: (typeof TABLES)[number]): SavedRows | null {
  if (!exists(db, table)) return null;
  return db
    .prepare<[], unknown[]>(`SELECT * FROM ${table}`)
    .raw()
    .all()
    .map((row) =>
      row.map((cell) =>
        savedValue.parse(Buffer.isBuffer(cell) ? { blob: cell.toString('base64') } : cell),
      ),
    );
}

const exists = (db: Database.Database, table: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !==
  undefined;

/** Puts saved statistics back, in one transaction. Tables that were not there are dropped again. */
export function restoreStatistics(file: string, saved: SavedStatistics): void {
  withWriter(file, (db) => {
    for (const table of TABLES) {
      const rows = saved[table];
      if (!exists(db, table)) {
        if (rows === null) continue;
        // ANALYZE of the schema table makes the empty statistics tables and nothing else.
        db.exec('ANALYZE sqlite_schema');
      }
      if (rows === null) db.exec(`DROP TABLE ${table}`);
      else refill(db, table, rows);
    }
  });
}

function refill(db: Database.Database, table: string, rows: SavedRows): void {
  db.exec(`DELETE FROM ${table}`);
  for (const row of rows) {
    const cells = row.map((cell) =>
      typeof cell === 'object' && cell !== null ? Buffer.from(cell.blob, 'base64') : cell,
    );
    db.prepare(`INSERT INTO ${table} VALUES (${cells.map(() => '?').join(', ')})`).run(...cells);
  }
}

/** A full ANALYZE: a limited one can make good plans bad on columns with few, uneven values. */
export function analyze(file: string): readonly string[] {
  const statements = ['ANALYZE'];
  withWriter(file, (db) => {
    db.pragma('analysis_limit = 0');
    for (const sql of statements) db.exec(sql);
  });
  return statements;
}

/**
 * What `PRAGMA optimize` would run; it runs nothing. SQLite wants the write lock for a moment even
 * to say so, and gives it back unused.
 */
export function optimizeDryRun(file: string): readonly string[] {
  const db = new Database(file, { fileMustExist: true, timeout: 2000 });
  try {
    db.exec('BEGIN');
    const statements = db.prepare<[], string>('PRAGMA optimize(-1)').pluck().all();
    db.exec('ROLLBACK');
    return statements;
  } finally {
    db.close();
  }
}

/** Runs exactly what the dry run names, without SQLite's limit on how much it looks at. */
export function optimize(file: string): readonly string[] {
  const statements = optimizeDryRun(file).filter((sql) => /^ANALYZE\b/i.test(sql));
  if (statements.length > 0) {
    withWriter(file, (db) => {
      db.pragma('analysis_limit = 0');
      for (const sql of statements) db.prepare(sql).run();
    });
  }
  return statements;
}

function withWriter(file: string, work: (db: Database.Database) => void): void {
  const db = new Database(file, { fileMustExist: true, timeout: 2000 });
  try {
    db.transaction(() => work(db)).immediate();
  } finally {
    db.close();
  }
}
