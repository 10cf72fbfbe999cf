import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { AlertRule } from '../../shared/alerts.ts';
import type { Charts, ChartMark, HistoryStatus, Problem, RangeMin } from '../../shared/model.ts';
import { lockFile } from '../file-lock.ts';
import type { Log } from '../log.ts';
import { carryOver } from './carry-over.ts';
import { damageOf } from './damage.ts';
import { openHistory } from './database.ts';
import { OtherRecord } from './other-record.ts';
import {
  clockProblem,
  damageProblem,
  HistoryGoneError,
  otherLookout,
  problemOf,
} from './problems.ts';
import { RangeCharts } from './range-charts.ts';
import type { RecordReader } from './record-reader.ts';
import { RootRecord } from './root.ts';

/** In place of a file: nothing is kept beyond this run. */
export const MEMORY = ':memory:';
const RETRY_MS = 60_000;
/** How soon the end of another Lookout is noticed. */
const OTHER_RETRY_MS = 5000;
/** How soon it is noticed that the file is not there any more: SQLite would go on writing to it. */
const LOOK_MS = 10_000;

interface Wanted {
  readonly name: string;
  rules: readonly AlertRule[];
}

type Why = Pick<ChartMark, 'kind' | 'text'>;
export const STARTED: Why = { kind: 'start', text: 'Lookout started' };
/** After something else was watched. */
export const CHOSEN: Why = { kind: 'target', text: 'watched again' };

/**
 * The history file and its state. Nothing here ever throws at the monitor: where history cannot be
 * kept (newer file, full disk, read-only folder) that is said, what happens from then on is held in
 * memory, so that charts go on, and the file is tried anew every minute. Of two Lookouts with one file
 * the first keeps it; the other reads it, and takes over when the first ends.
 */
export class History {
  readonly #file: string;
  readonly #log: Log;
  readonly #charts = new RangeCharts();
  #db: Database.Database | null = null;
  #root: RootRecord | null = null;
  #other: OtherRecord | null = null;
  #unlock: (() => void) | null = null;
  #problem: Problem | null = null;
  #setAside: string | null = null;
  /** When the file was last tried in vain, and for how long it is not tried again; null: it is open. */
  #retry: { readonly since: number; readonly waitMs: number } | null = null;
  #lookedAt = 0;
  /** Of the file that is written to. */
  #inode: number | null = null;
  #wanted: Wanted | null = null;

  /** `:memory:` keeps nothing beyond this run (the demo, a single look). */
  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** From now on `name` (a folder or file) is what is recorded; `mark` says why on its time axis. */
  attach(name: string, rules: readonly AlertRule[], now: number, mark: Why = STARTED): void {
    this.detach();
    this.#wanted = { name, rules };
    this.#openKept(now, () => makeFolder(this.#file));
    this.use(now, ({ reader, marks }) => {
      if (reader.firstAt !== null) marks.add({ t: now, ...mark });
    });
  }

  setRules(rules: readonly AlertRule[]): void {
    if (this.#wanted !== null) this.#wanted.rules = rules;
    this.#root?.setRules(rules);
  }

  /** What is recorded ends here: a gap follows. */
  pause(): void {
    try {
      this.#root?.close();
    } catch (error) {
      this.#log('warn', 'The end of a recording could not be written.', { error: String(error) });
    }
  }

  detach(): void {
    this.pause();
    this.#wanted = null;
    this.#root = null;
  }

  close(): void {
    this.detach();
    this.#db?.close();
    this.#db = null;
    this.#leaveOther();
    this.#release();
  }

  /**
   * Does something with the record of the present root; null where it could not be done, or where
   * another Lookout keeps it.
   */
  use<T>(now: number, work: (root: RootRecord) => T): T | null {
    this.#look(now);
    this.#tryAgain(now);
    if (this.#root === null) return null;
    try {
      const result = work(this.#root);
      if (this.#db !== null) this.#tellDamage(this.#db);
      return result;
    } catch (error) {
      this.#fail(error, now);
      return null;
    }
  }

  /** Only reads, whoever keeps it; null where there is nothing to read. */
  read<T>(now: number, work: (record: RecordReader) => T): T | null {
    this.#tryAgain(now);
    const record = this.#other?.record ?? null;
    if (this.#root !== null || record === null) return this.use(now, work);
    try {
      return work(record);
    } catch (error) {
      this.#log('warn', 'The history of another Lookout could not be read.', {
        error: String(error),
      });
      this.#leaveOther();
      return null;
    }
  }

  /** Of the last `range` minutes; null where there is nothing to read. */
  charts(range: RangeMin, now: number): Charts | null {
    return this.read(now, (record) => this.#charts.of(record, range, now));
  }

  status(): HistoryStatus {
    const problem = this.#problem ?? clockProblem(this.#root?.behindMs ?? 0);
    const damage = this.#db === null ? null : damageProblem(damageOf(this.#db));
    return {
      isKept: this.#root !== null && problem === null && this.#file !== MEMORY,
      problem: problem ?? damage,
      setAside: this.#setAside,
      bytes: this.#bytes(),
    };
  }

  #tryAgain(now: number): void {
    if (this.#retry !== null && isOver(now, this.#retry)) this.#openKept(now);
  }

  /** The file, if no other Lookout has it. */
  #openKept(now: number, prepare = (): void => undefined): void {
    const file = this.#file;
    if (file === MEMORY) {
      this.#open(MEMORY, now);
      return;
    }
    this.#release();
    try {
      prepare();
      if (!existsSync(dirname(file))) throw new HistoryGoneError("Lookout's data folder is gone");
      this.#unlock = lockFile(`${file}.lock`);
    } catch (error) {
      this.#fail(error, now);
      return;
    }
    if (this.#unlock === null) this.#follow(now);
    else this.#open(file, now);
  }

  #open(file: string, now: number): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    try {
      const db = this.#openFile(file);
      try {
        this.#root = this.#recordIn(db, wanted, now);
      } catch (error) {
        db.close();
        throw error;
      }
      this.#db?.close();
      this.#db = db;
      this.#leaveOther();
      if (file === this.#file) this.#problem = null;
      this.#inode = file === MEMORY ? null : inodeOf(file);
      this.#retry = file === this.#file ? null : { since: now, waitMs: RETRY_MS };
    } catch (error) {
      this.#fail(error, now);
    }
  }

  /** What was held in memory meanwhile goes on record. */
  #recordIn(db: Database.Database, { name, rules }: Wanted, now: number): RootRecord {
    const before = this.#root;
    if (before !== null && this.#db?.memory === true && !db.memory) {
      before.close();
      carryOver(this.#db, db, name);
    }
    return new RootRecord(db, name, rules, now, before?.carry());
  }

  /** Reads what another Lookout writes, until it ends. */
  #follow(now: number): void {
    if (this.#other === null) this.#log('info', otherLookout.message);
    this.#root = null;
    this.#db?.close();
    this.#db = null;
    this.#problem = otherLookout;
    this.#retry = { since: now, waitMs: OTHER_RETRY_MS };
    if ((this.#other?.record ?? null) === null) {
      this.#leaveOther();
      this.#other = new OtherRecord(this.#file, this.#wanted?.name ?? '');
    }
  }

  #leaveOther(): void {
    this.#other?.close();
    this.#other = null;
  }

  #release(): void {
    this.#unlock?.();
    this.#unlock = null;
  }

  /** Whether the file that is written to is still the one with that name. */
  #look(now: number): void {
    if (this.#inode === null || !isOver(now, { since: this.#lookedAt, waitMs: LOOK_MS })) return;
    this.#lookedAt = now;
    if (inodeOf(this.#file) === this.#inode) return;
    const isFolder = !existsSync(dirname(this.#file));
    this.#fail(
      new HistoryGoneError(`Lookout's ${isFolder ? 'data folder' : 'history'} is gone`),
      now,
    );
  }

  /** What could not be read is logged once, and stays on the screen. */
  #tellDamage(db: Database.Database): void {
    const stretches = damageOf(db).takeUntold();
    if (stretches.length === 0) return;
    this.#log('warn', 'A part of the history is damaged and is left out.', { stretches });
  }

  /** Notes what is wrong and goes on in memory. */
  #fail(error: unknown, now: number): void {
    if (this.#problem === null) {
      this.#log('warn', 'History cannot be kept for now.', { error: String(error) });
    }
    this.#problem = problemOf(error);
    this.#inode = null;
    this.#retry = { since: now, waitMs: RETRY_MS };
    if (this.#db?.memory !== true) this.#open(MEMORY, now);
  }

  #openFile(file: string): Database.Database {
    const { db, setAside } = openHistory(file);
    if (setAside !== null) {
      this.#setAside = setAside.path;
      this.#log('warn', 'The history was damaged and has been set aside.', setAside);
    }
    return db;
  }

  #bytes(): number | null {
    if (this.#file === MEMORY) return null;
    try {
      return statSync(this.#file).size;
    } catch {
      return null;
    }
  }
}

/** A clock that was put back does not make anything wait for longer. */
const isOver = (now: number, { since, waitMs }: { since: number; waitMs: number }): boolean =>
  now < since || now - since >= waitMs;

function makeFolder(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
}

/** Null where there is no such file, or nobody can tell. */
function inodeOf(file: string): number | null {
  try {
    return statSync(file).ino;
  } catch {
    return null;
  }
}
