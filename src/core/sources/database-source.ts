import type { Database } from 'better-sqlite3';
import type { DatabaseName, Problem, SlowStatement, SourceStatus } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Source } from '../readings.ts';
import type { Tick } from './budget.ts';
import { Connection } from './connection.ts';
import { problemOf } from './problems.ts';
import { SlowStatements } from './slow-statements.ts';
import { readTables, type Tables } from './tables.ts';
import { SourceTracker } from './tracker.ts';

export interface DatabaseSourceOptions {
  readonly file: string;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Measures cost, in milliseconds; `performance.now` unless told. */
  readonly stopwatch?: Clock;
  /** A statement that takes longer is told as slow; 50 ms unless told. */
  readonly slowMs?: number;
}

/** How old a reading may become before what depends on the time is worked out anew. */
const AGE_MS = 5_000;

/** Reads one kind of database, with statements prepared for the tables it has. */
export interface Reader<R> {
  /** Runs inside a read transaction. */
  read(tick: Tick): R;
  /** What `read` found last, as of `now`: nobody committed, but rates fall and tasks fall due. */
  age(now: number): R;
  /** Whether something that was put off can be read now though nobody committed. */
  isOwed(now: number): boolean;
  /** Parts that are switched off or read less often, as of the last `read`. */
  limits(): readonly Problem[];
  /** What the last `read` spent on parts that are not read at every tick. */
  spentOffTickMs(): number;
}

export type PrepareReader<R> = (db: Database, tables: Tables, stopwatch: Clock) => Reader<R>;

/**
 * A watched database: runs no SQL beyond one pragma while nobody commits, and one short read
 * transaction when somebody did.
 */
export class DatabaseSource<R> implements Source<R> {
  readonly #options: DatabaseSourceOptions;
  readonly #prepare: PrepareReader<R>;
  readonly #connection: Connection;
  readonly #tracker: SourceTracker;
  readonly #slow: SlowStatements;
  readonly #stopwatch: Clock;
  #reader: Reader<R> | null = null;
  #definitions: string | null = null;
  #latest: R | null = null;
  #workedOutAt = 0;

  constructor(database: DatabaseName, options: DatabaseSourceOptions, prepare: PrepareReader<R>) {
    this.#options = options;
    this.#prepare = prepare;
    const { clock, slowMs } = options;
    this.#slow = new SlowStatements({ database, clock, budgetMs: slowMs });
    this.#connection = new Connection(options.file, (db) => this.#slow.watch(db));
    this.#tracker = new SourceTracker({ ...options, label: options.file });
    this.#stopwatch = options.stopwatch ?? (() => performance.now());
  }

  read(): Promise<boolean> {
    return Promise.resolve(this.#tick(false));
  }

  /** Reads everything as of now, including what is otherwise read less often. */
  readFully(): Promise<boolean> {
    return Promise.resolve(this.#tick(true));
  }

  latest(): R | null {
    return this.#latest;
  }

  /** Differs whenever the definitions of its tables and indexes may have changed; null unread. */
  get definitions(): string | null {
    return this.#definitions;
  }

  status(): SourceStatus {
    return this.#tracker.status();
  }

  /** Statements that took longer than they should since definitions moved last. */
  slowStatements(): readonly SlowStatement[] {
    return this.#slow.list();
  }

  setInterval(intervalMs: number): void {
    this.#tracker.setInterval(intervalMs);
  }

  close(): Promise<void> {
    this.#connection.close();
    this.#reader = null;
    return Promise.resolve();
  }

  /** One look at what a tick does not read. Throws ProblemError or SQLite's error. */
  ask<T>(question: (db: Database, tables: Tables) => T): T {
    return this.#connection.ask((db) => question(db, readTables(db)));
  }

  #tick(full: boolean): boolean {
    try {
      const now = this.#options.clock();
      if (full || this.#connection.hasChanged() || this.#reader?.isOwed(now)) {
        this.#readNow({ now, full });
        return true;
      }
      this.#tracker.unchanged();
      return this.#age(now);
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #age(now: number): boolean {
    if (this.#reader === null || Math.abs(now - this.#workedOutAt) < AGE_MS) return false;
    this.#latest = this.#reader.age(now);
    this.#workedOutAt = now;
    return true;
  }

  #readNow(tick: Tick): void {
    const start = this.#stopwatch();
    this.#connection.read((db, definitions) => {
      if (this.#reader === null || definitions !== this.#definitions) {
        this.#slow.forget();
        this.#reader = this.#prepare(db, readTables(db), this.#stopwatch);
        this.#definitions = definitions;
      }
      this.#latest = this.#reader.read(tick);
    });
    this.#workedOutAt = tick.now;
    const spentMs = this.#stopwatch() - start - (this.#reader?.spentOffTickMs() ?? 0);
    const copied = this.#connection.limit;
    this.#tracker.good({
      costMs: spentMs,
      limits: [...(copied ? [copied] : []), ...(this.#reader?.limits() ?? [])],
    });
  }

  #fail(error: unknown): void {
    const problem = problemOf(error);
    if (problem.kind !== 'locked') {
      // What is cached of a damaged or replaced file is worth nothing: start afresh next time.
      this.#connection.close();
      this.#reader = null;
    }
    if (problem.kind !== this.#tracker.status().problem?.kind) {
      this.#options.log('warn', `${this.#options.file}: ${problem.message}`, {
        kind: problem.kind,
        error: error instanceof Error ? error.stack : String(error),
      });
    }
    this.#tracker.bad(problem);
  }
}
