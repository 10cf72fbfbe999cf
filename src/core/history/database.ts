import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { packDays } from './days.ts';

/** Marks the file as ours ("Look"), so that no other database is ever taken for history. */
const APPLICATION_ID = 0x4c6f6f6b;
/** Each entry brings the schema from its index to the next version; never edit one that has shipped. */
const MIGRATIONS: readonly (string | ((db: Database.Database) => void))[] = [
  `CREATE TABLE root (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
   CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
   -- Periods in which Lookout watched: everything outside them is a gap.
   CREATE TABLE span (root INTEGER NOT NULL, from_t INTEGER NOT NULL, to_t INTEGER NOT NULL,
     PRIMARY KEY (root, from_t)) WITHOUT ROWID;
   -- Samples: a key frame has every gauge, others only what changed since the one before.
   CREATE TABLE raw (root INTEGER NOT NULL, t INTEGER NOT NULL, key INTEGER NOT NULL,
     data BLOB NOT NULL, PRIMARY KEY (root, t)) WITHOUT ROWID;
   -- Aggregates of one width (step, ms) from t on.
   CREATE TABLE bucket (root INTEGER NOT NULL, step INTEGER NOT NULL, t INTEGER NOT NULL,
     reconstructed INTEGER NOT NULL DEFAULT 0, data BLOB NOT NULL,
     PRIMARY KEY (root, step, t)) WITHOUT ROWID;
   -- Every change of a session's state. At midnight (UTC) and at the start of a span every session
   -- is written once more (repeat = 1), so that no replay ever reads back further than a day.
   CREATE TABLE change (id INTEGER PRIMARY KEY, root INTEGER NOT NULL, t INTEGER NOT NULL,
     repeat INTEGER NOT NULL, session TEXT NOT NULL, state TEXT NOT NULL, evidence TEXT NOT NULL);
   CREATE INDEX change_by_session ON change (root, session, t);
   CREATE INDEX change_by_time ON change (root, t);
   -- Time each session spent in each state, a day (UTC) a row.
   CREATE TABLE utilisation (root INTEGER NOT NULL, day INTEGER NOT NULL, session TEXT NOT NULL,
     state TEXT NOT NULL, ms INTEGER NOT NULL, PRIMARY KEY (root, day, session, state)) WITHOUT ROWID;
   CREATE TABLE mark (id INTEGER PRIMARY KEY, root INTEGER NOT NULL, t INTEGER NOT NULL,
     kind TEXT NOT NULL, text TEXT NOT NULL);
   CREATE INDEX mark_by_time ON mark (root, t);`,
  `CREATE TABLE alert (id INTEGER PRIMARY KEY, root INTEGER NOT NULL, rule TEXT NOT NULL,
     kind TEXT NOT NULL, severity TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
     target TEXT NOT NULL, fired_at INTEGER NOT NULL, ended_at INTEGER, acknowledged_at INTEGER,
     snoozed_until INTEGER);
   CREATE INDEX alert_by_time ON alert (root, fired_at);
   CREATE INDEX alert_open ON alert (root, rule, subject) WHERE ended_at IS NULL;`,
  // What was worked out from the watched databases, of the time before anything was measured.
  `CREATE TABLE reconstruction (root INTEGER NOT NULL, queue TEXT NOT NULL, from_t INTEGER NOT NULL,
     to_t INTEGER NOT NULL, PRIMARY KEY (root, queue)) WITHOUT ROWID;`,
  `-- When a person was told of it; null while that is still to be done.
   ALTER TABLE alert ADD COLUMN told_at INTEGER;
   -- Indexes that were there once, and whether they are gone.
   CREATE TABLE known_index (root INTEGER NOT NULL, name TEXT NOT NULL, lost INTEGER NOT NULL,
     PRIMARY KEY (root, name)) WITHOUT ROWID;`,
  // When each kind of failure was first and last seen.
  `CREATE TABLE failure (root INTEGER NOT NULL, queue TEXT NOT NULL, pattern TEXT NOT NULL,
     first_t INTEGER NOT NULL, last_t INTEGER NOT NULL, example INTEGER NOT NULL,
     PRIMARY KEY (root, queue, pattern)) WITHOUT ROWID;`,
  // Buckets of one width that are seldom read: a long piece of them from t on, deflated.
  `CREATE TABLE pack (root INTEGER NOT NULL, step INTEGER NOT NULL, t INTEGER NOT NULL,
     data BLOB NOT NULL, PRIMARY KEY (root, step, t));
   -- Time each session spent in each state, a day (UTC) a row, deflated.
   CREATE TABLE day (root INTEGER NOT NULL, day INTEGER NOT NULL, data BLOB NOT NULL,
     PRIMARY KEY (root, day));`,
  packDays,
  // How often each kind of failure happened in the quarter of an hour from t on.
  `CREATE TABLE failure_count (root INTEGER NOT NULL, t INTEGER NOT NULL, queue TEXT NOT NULL,
     pattern TEXT NOT NULL, n INTEGER NOT NULL,
     PRIMARY KEY (root, t, queue, pattern)) WITHOUT ROWID;`,
  '-- What is deflated has a checksum from here on; earlier versions cannot read it.',
];

export interface OpenedHistory {
  readonly db: Database.Database;
  /** Where a damaged file was moved to, and what was wrong with it; null when all was well. */
  readonly setAside: { readonly path: string; readonly reason: string } | null;
}

/** The file is of a later Lookout, or of another program: it is left exactly as it is. */
export class ForeignHistoryError extends Error {
  override readonly name = 'ForeignHistoryError';
}

/**
 * Opens (or makes) the history file. A damaged one is renamed aside and a new one started.
 * Throws ForeignHistoryError for a newer or foreign file, and SQLite's own error where nothing can
 * be written (read-only folder, full disk).
 */
export function openHistory(file: string): OpenedHistory {
  try {
    return { db: openAndMigrate(file), setAside: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const path = setAside(file);
    return { db: openAndMigrate(file), setAside: { path, reason: error.message } };
  }
}

/**
 * A history file for reading only, beside whoever writes it; null where there is none. Throws
 * ForeignHistoryError for a file of another format, older or newer, or of another program.
 */
export function openHistoryToRead(file: string): Database.Database | null {
  if (!existsSync(file)) return null;
  const db = new Database(file, { readonly: true, timeout: 2000 });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    const owner = Number(db.pragma('application_id', { simple: true }));
    if (owner === APPLICATION_ID && version === MIGRATIONS.length) return db;
    throw new ForeignHistoryError(
      owner === APPLICATION_ID
        ? `${file} has format ${version}; this Lookout reads ${MIGRATIONS.length}.`
        : `${file} is not a Lookout history.`,
    );
  } catch (error) {
    db.close();
    throw error;
  }
}

function openAndMigrate(file: string): Database.Database {
  const db = new Database(file, { timeout: 2000 });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    const owner = Number(db.pragma('application_id', { simple: true }));
    if (version > MIGRATIONS.length && owner === APPLICATION_ID) {
      throw new ForeignHistoryError(
        `${file} was written by a newer Lookout (format ${version}; this one knows ${MIGRATIONS.length}). It is left as it is.`,
      );
    }
    if (owner !== APPLICATION_ID && hasTables(db)) {
      throw new ForeignHistoryError(`${file} is not a Lookout history. It is left as it is.`);
    }
    configure(db);
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      throw new Database.SqliteError('quick_check found damage', 'SQLITE_CORRUPT');
    }
    migrate(db, version);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function configure(db: Database.Database): void {
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  // A crash of the process loses nothing; a power cut at most the last moments, never the file.
  db.pragma('synchronous = NORMAL');
  db.pragma('journal_size_limit = 1048576');
  db.pragma('cache_size = -2000');
}

function migrate(db: Database.Database, from: number): void {
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(from)) {
      if (typeof step === 'string') db.exec(step);
      else step(db);
    }
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}

const hasTables = (db: Database.Database): boolean =>
  db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() !== undefined;

const isDamage = (error: unknown): error is InstanceType<typeof Database.SqliteError> =>
  error instanceof Database.SqliteError &&
  (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB');

function setAside(file: string): string {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const path = `${file}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, path + suffix);
  }
  return path;
}
