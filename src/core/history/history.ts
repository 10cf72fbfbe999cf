import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { AlertRule } from '../../shared/alerts.ts';
import type { ChartMark, HistoryStatus, Problem } from '../../shared/model.ts';
import { duration } from '../../shared/words.ts';
import type { LoggedAlert } from '../alerts/log.ts';
import type { Log } from '../log.ts';
import { ForeignHistoryError, openHistory } from './database.ts';
import { damageOf, type DamagedStretch } from './damage.ts';
import { RootRecord } from './root.ts';

/** In place of a file: nothing is kept beyond this run. */
export const MEMORY = ':memory:';
const RETRY_MS = 60_000;
const LITTLE_BEHIND_MS = 5 * 60_000;

type Why = Pick<ChartMark, 'kind' | 'text'>;
export const STARTED: Why = { kind: 'start', text: 'Lookout started' };
/** After something else was watched. */
export const CHOSEN: Why = { kind: 'target', text: 'watched again' };

/**
 * The history file and its state. Nothing here ever throws at the monitor: where history cannot be
 * kept (newer file, full disk, read-only folder) that is said, what happens from then on is held in
 * memory, so that charts go on, and the file is tried anew every minute.
 */
export class History {
  readonly #file: string;
  readonly #log: Log;
  #db: Database.Database | null = null;
  #root: RootRecord | null = null;
  #problem: Problem | null = null;
  #setAside: string | null = null;
  #retryAt = Infinity;
  #wanted: { readonly name: string; rules: readonly AlertRule[] } | null = null;

  /** `:memory:` keeps nothing beyond this run (the demo, a single look). */
  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** From now on `name` (a folder or file) is what is recorded; `mark` says why on its time axis. */
  attach(name: string, rules: readonly AlertRule[], now: number, mark: Why = STARTED): void {
    this.detach();
    this.#wanted = { name, rules };
    this.#open(this.#problem === null ? this.#file : MEMORY, now);
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
  }

  /** Does something with the record of the present root; null where it could not be done. */
  use<T>(now: number, work: (root: RootRecord) => T): T | null {
    if (now >= this.#retryAt) this.#open(this.#file, now);
    if (this.#root === null) return null;
    try {
      const result = work(this.#root);
      this.#tellDamage();
      return result;
    } catch (error) {
      this.#fail(error, now);
      return null;
    }
  }

  /** What could not be read is logged once, and stays on the screen. */
  #tellDamage(): void {
    if (this.#db === null) return;
    const stretches = damageOf(this.#db).takeUntold();
    if (stretches.length === 0) return;
    this.#log('warn', 'A part of the history is damaged and is left out.', { stretches });
  }

  status(): HistoryStatus {
    const problem = this.#problem ?? clockProblem(this.#root?.behindMs ?? 0);
    const damage = this.#db === null ? null : damageProblem(damageOf(this.#db).around);
    return {
      isKept: this.#root !== null && problem === null && this.#file !== MEMORY,
      problem: problem ?? damage,
      setAside: this.#setAside,
      bytes: this.#bytes(),
    };
  }

  #open(file: string, now: number): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    try {
      const db = this.#openFile(file);
      const root = new RootRecord(db, wanted.name, wanted.rules, now, this.#alertsOn());
      this.#db?.close();
      this.#db = db;
      this.#root = root;
      if (file === this.#file) this.#problem = null;
      this.#retryAt = file === this.#file ? Infinity : now + RETRY_MS;
    } catch (error) {
      this.#fail(error, now);
    }
  }

  /** What is on in the record that is about to be replaced, as far as it can still be read. */
  #alertsOn(): LoggedAlert[] {
    try {
      return this.#root?.alerts.open() ?? [];
    } catch {
      return [];
    }
  }

  /** Notes what is wrong and goes on in memory. */
  #fail(error: unknown, now: number): void {
    if (this.#problem === null) {
      this.#log('warn', 'History cannot be kept for now.', { error: String(error) });
    }
    this.#problem = problemOf(error);
    this.#retryAt = now + RETRY_MS;
    if (this.#db?.memory !== true) this.#open(MEMORY, now);
  }

  #openFile(file: string): Database.Database {
    if (file !== MEMORY) mkdirSync(dirname(file), { recursive: true });
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

/** Null while the clock is at most a little behind: that passes by itself. */
function clockProblem(behindMs: number): Problem | null {
  if (behindMs <= LITTLE_BEHIND_MS) return null;
  return {
    kind: 'history',
    message: `The clock of this computer is ${duration(behindMs)} behind what Lookout has recorded: no history is kept until it is right.`,
    action: 'Set the clock. If it is right already, history goes on by it within an hour.',
  };
}

/** Everything else goes on, and it mends itself in time: what is old is let go of. */
function damageProblem(stretch: DamagedStretch | null): Problem | null {
  if (stretch === null) return null;
  const [first, last] = [dayOf(stretch.from), dayOf(Math.max(stretch.from, stretch.to - 1))];
  const when = first === last ? `of ${first}` : `between ${first} and ${last}`;
  return {
    kind: 'history',
    message: `A part of Lookout's own history ${when} is damaged: it is shown as a gap.`,
    action: 'The rest is kept and shown. If it happens again, have the disk checked.',
  };
}

const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const dayOf = (t: number): string => dayFormat.format(t);

function problemOf(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ForeignHistoryError) {
    return {
      kind: 'history',
      message,
      action: 'Update Lookout, or move that file away to start a new history.',
    };
  }
  const full = /full|ENOSPC/i.test(message);
  return {
    kind: 'history',
    message: full
      ? 'The disk is full: Lookout keeps no history until there is room.'
      : `Lookout's own history cannot be written: ${message}.`,
    action: full
      ? 'Free some space; history goes on by itself within a minute.'
      : 'Check the data folder (Help, Open log folder); history goes on by itself within a minute.',
  };
}
