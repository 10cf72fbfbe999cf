import Sqlite, { type Database, type Statement } from 'better-sqlite3';
import type { Problem } from '../../shared/model.ts';
import { PrivateCopy } from './private-copy.ts';
import { ProblemError } from './problem-error.ts';
import { checkReadable, fileProblem, sqliteCode, statFile } from './problems.ts';

/** A lock is waited for this long: the thread that waits watches other things, too. */
const BUSY_MS = 100;

interface Open {
  readonly db: Database;
  readonly dataVersion: Statement<[], number>;
  readonly schemaVersion: Statement<[], number>;
  /** Tells a file from the one that takes its name later. */
  readonly identity: string;
  readonly copy: PrivateCopy | null;
}

const copied: Problem = {
  kind: 'folder-not-writable',
  message:
    'No writer runs and the folder is not writable, so the file is read from a private copy.',
  action: 'Start the Architect system, or give this user the right to write in the folder.',
};

/**
 * One long-lived read-only connection to a database that others write. It never writes to the file.
 * SQLite itself may leave an empty `-wal` and `-shm` beside a WAL database that has no writer.
 */
export class Connection {
  readonly #file: string;
  readonly #onOpen: (db: Database) => void;
  #open: Open | null = null;
  #seen: number | null = null;
  #opened = 0;

  /** `onOpen`: before anything is prepared on a new connection. */
  constructor(file: string, onOpen: (db: Database) => void = () => {}) {
    this.#file = file;
    this.#onOpen = onOpen;
  }

  /** What a person should know about how the file is read; null when it is read in place. */
  get limit(): Problem | null {
    return this.#open?.copy ? copied : null;
  }

  /**
   * Whether anybody committed since the last `read` (or the file is another one). Costs a stat and
   * one pragma. Throws a ProblemError or SQLite's error when the file cannot be asked.
   */
  hasChanged(): boolean {
    const open = this.#current();
    return this.#seen === null || this.#seen !== open.dataVersion.get();
  }

  /**
   * Runs `work` in one short read transaction. `definitions` differs whenever statements must be
   * prepared anew: the connection is another one, or tables or indexes may have changed. Throws
   * what `hasChanged` and `work` throw.
   */
  read<T>(work: (db: Database, definitions: string) => T): T {
    const open = this.#current();
    // Asked before the transaction: a commit in between makes the next tick read once more.
    const seen = open.dataVersion.get() ?? null;
    const result = open.db.transaction(() =>
      work(open.db, `${this.#opened} ${open.schemaVersion.get()}`),
    )();
    this.#seen = seen;
    return result;
  }

  /** Runs `work` in a read transaction beside the ticks: the next tick finds its change all the same. */
  ask<T>(work: (db: Database) => T): T {
    const { db } = this.#current();
    return db.transaction(() => work(db))();
  }

  close(): void {
    const open = this.#open;
    this.#open = null;
    this.#seen = null;
    open?.db.close();
    open?.copy?.remove();
  }

  /** The open connection; a new one where there was none or the file under the name is another. */
  #current(): Open {
    try {
      const identity = identityOf(this.#file);
      if (this.#open?.identity !== identity || this.#open.copy?.isCurrent() === false) {
        this.close();
        this.#open = openFile(this.#file, identity);
        this.#onOpen(this.#open.db);
        this.#opened++;
      }
      return this.#open;
    } catch (error) {
      this.close();
      throw error;
    }
  }
}

function identityOf(file: string): string {
  const { dev, ino } = statFile(file);
  return `${dev}:${ino}`;
}

function openFile(file: string, identity: string): Open {
  checkReadable(file);
  try {
    return connect(file, identity, null);
  } catch (error) {
    if (!cannotReadInPlace(error)) throw error;
  }
  const copy = new PrivateCopy(file);
  try {
    return connect(copy.file, identity, copy);
  } catch (error) {
    copy.remove();
    throw error;
  }
}

/** A readable file that SQLite still cannot open: it has no room for its shared memory beside it. */
const cannotReadInPlace = (error: unknown): boolean =>
  /^SQLITE_(CANTOPEN|READONLY(?!_ROLLBACK))/.test(sqliteCode(error) ?? '');

function connect(path: string, identity: string, copy: PrivateCopy | null): Open {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    db.pragma('query_only = 1');
    const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
    const schemaVersion = db.prepare<[], number>('PRAGMA schema_version').pluck();
    // Opening reads nothing yet: these do, so that a bad file shows here.
    dataVersion.get();
    if (schemaVersion.get() === 0 && statFile(path).size === 0) {
      throw new ProblemError(fileProblem('empty'));
    }
    return { db, dataVersion, schemaVersion, identity, copy };
  } catch (error) {
    db.close();
    throw error;
  }
}
