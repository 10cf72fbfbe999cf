import Database from 'better-sqlite3';
import type { Phase } from '../../shared/maintenance.ts';
import { fingerprint } from './fingerprint.ts';
import { identityOf } from './identity.ts';
import { asMaintenanceError, MaintenanceError, REPLACED } from './maintenance-error.ts';
import { quoteName } from './quote.ts';
import { isWord, tokenize } from './tokens.ts';

/** Up to this size the new pages stay in memory until the commit; see `applyChange`. */
const LARGEST_IN_MEMORY = 512 * 1024 * 1024;
/**
 * One try for a lock waits this long, and the next follows after this: SQLite's own waiting grows to
 * 100 ms between two looks, and a writer that commits without a pause leaves gaps of a few.
 */
const TRY_MS = 5;
const BETWEEN_TRIES_MS = 2;
/** The size is looked up when all is over, and waits for writers no longer than this. */
const SIZE_MS = 1000;

/** One change of the indexes of one table: drops first, then creations, all in one transaction. */
export interface Change {
  readonly file: string;
  /** `identityOf(file)` when it was planned. */
  readonly identity: string;
  readonly table: string;
  /** Indexes to drop, each only if sqlite_master still has exactly this SQL. */
  readonly drop: readonly { readonly name: string; readonly sql: string }[];
  readonly create: readonly { readonly name: string; readonly sql: string }[];
  /** `fingerprint` of the table when it was planned; null to go by `drop` alone. */
  readonly fingerprint: string | null;
  /** Expected size of what is created, bytes. */
  readonly bytes: number;
  /** How long to try for a lock before giving up. */
  readonly patienceMs: number;
}

export interface Changed {
  /** SQL of what was created, as sqlite_master has it now. */
  readonly created: readonly string[];
  readonly tookMs: number;
  /** From the write lock to its end: a writer waits for that, and until its own next try. */
  readonly lockHeldMs: number;
  /** Pages of the created indexes, in bytes. */
  readonly bytes: number | null;
  readonly fingerprint: string;
}

/** What the change needs from the process that it runs in. */
export interface ChangeHost {
  report(phase: Phase): Promise<void>;
  /** False once whoever asked for the change is gone; it is then rolled back. */
  isWanted(): boolean;
}

/** Connections that must never be closed: see `applyChange`. Held here, so that nothing collects them. */
const abandoned: Database.Database[] = [];

/**
 * Runs a change. On any error the transaction is rolled back and a MaintenanceError or SQLite's
 * error is thrown: the database is as it was.
 *
 * New pages are kept in memory until the commit (`cache_spill` off, for this connection only), for
 * three reasons. In delete mode readers go on during the build and wait for the commit alone. A
 * kill before the commit leaves the file as it is. And less of ours is at risk where the file is
 * replaced under our feet.
 *
 * After a `replaced` error the process must be killed and not end by itself: SQLite removes `-wal`
 * by its name when the last connection closes, and by then that is another database's log.
 */
export async function applyChange(change: Change, host: ChangeHost): Promise<Changed> {
  for (const { sql } of change.create) requireCreateIndex(sql);
  const started = performance.now();
  requireSameFile(change);
  const db = new Database(change.file, { fileMustExist: true, timeout: TRY_MS });
  let replaced = false;
  try {
    if (change.bytes <= LARGEST_IN_MEMORY) db.pragma('cache_spill = OFF');
    await host.report('waiting');
    await patiently(change.patienceMs, () => db.exec('BEGIN IMMEDIATE'));
    const locked = performance.now();
    requireSameFile(change);
    requireSameDefinitions(db, change);
    await host.report('building');
    for (const { name } of change.drop) db.prepare(`DROP INDEX ${quoteName(name)}`).run();
    for (const { sql } of change.create) db.prepare(sql).run();
    await host.report('committing');
    if (!host.isWanted()) throw new MaintenanceError('cancelled', 'Nobody waits for it any more.');
    requireSameFile(change);
    // Read while the lock is ours: once it is let go of, a busy writer may keep us from reading, and
    // what is done would be called not done.
    const created = change.create.map(({ name }) => sqlOf(db, name) ?? '');
    const after = fingerprint(db, change.table);
    await patiently(change.patienceMs, () => db.exec('COMMIT'));
    const ended = performance.now();
    return {
      created,
      tookMs: ended - started,
      lockHeldMs: ended - locked,
      bytes: sizeOf(db, change.create),
      fingerprint: after,
    };
  } catch (error) {
    replaced = asMaintenanceError(error).kind === 'replaced';
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  } finally {
    if (replaced) abandoned.push(db);
    else db.close();
  }
}

/** Whatever a plan or a journal says, only CREATE INDEX is run; `prepare` takes one statement only. */
function requireCreateIndex(sql: string): void {
  const [create, second, third] = tokenize(sql);
  const index = isWord(second, 'unique') ? third : second;
  if (!isWord(create, 'create') || !isWord(index, 'index')) {
    throw new MaintenanceError('bad-request', 'Only CREATE INDEX can be run here.');
  }
}

function requireSameFile({ file, identity }: Change): void {
  if (identityOf(file) !== identity) {
    throw new MaintenanceError('replaced', REPLACED);
  }
}

function requireSameDefinitions(db: Database.Database, change: Change): void {
  const moved = change.drop.find(({ name, sql }) => sqlOf(db, name) !== sql);
  if (moved !== undefined) {
    throw new MaintenanceError(
      'not-ours',
      `${moved.name} is gone or has another definition now; it is left as it is.`,
    );
  }
  const now = fingerprint(db, change.table);
  if (change.fingerprint !== null && now !== change.fingerprint) {
    throw new MaintenanceError(
      'changed',
      `Somebody changed ${change.table} or its indexes since it was planned. Look again, then decide.`,
    );
  }
}

/** The SQL of an index as sqlite_master has it; null where there is none. */
export const sqlOf = (db: Database.Database, name: string): string | null =>
  db
    .prepare<[string], string>("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?")
    .pluck()
    .get(name) ?? null;

function sizeOf(db: Database.Database, indexes: Change['create']): number | null {
  if (indexes.length === 0) return null;
  try {
    db.pragma(`busy_timeout = ${SIZE_MS}`);
    const size = db
      .prepare<[string], number>('SELECT pgsize FROM dbstat WHERE name = ? AND aggregate = 1')
      .pluck();
    return indexes.reduce((sum, { name }) => sum + (size.get(name) ?? 0), 0);
  } catch {
    // An SQLite without dbstat, or a writer that leaves no gap: the size is simply not known.
    return null;
  }
}

/** Tries again while another program holds the lock, then lets SQLITE_BUSY through. */
async function patiently(patienceMs: number, work: () => void): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || performance.now() >= until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
  }
}
