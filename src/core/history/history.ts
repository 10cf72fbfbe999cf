import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import type { AlertRule } from '../../shared/alerts.ts';
import type { HistoryStatus, Problem } from '../../shared/model.ts';
import type { Log } from '../log.ts';
import { ForeignHistoryError, openHistory } from './database.ts';
import { RootRecord } from './root.ts';

const RETRY_MS = 60_000;

/**
 * The history file and its state. Nothing here ever throws at the monitor: where history cannot be
 * kept (newer file, full disk, read-only folder) that is said, and watching goes on without it.
 */
export class History {
  readonly #file: string;
  readonly #log: Log;
  #db: Database.Database | null = null;
  #root: RootRecord | null = null;
  #problem: Problem | null = null;
  #setAside: string | null = null;
  #retryAt = 0;
  #wanted: { readonly name: string; rules: readonly AlertRule[] } | null = null;

  /** `:memory:` keeps nothing beyond this run (the demo). */
  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** From now on `name` (a folder or file) is what is recorded. */
  attach(name: string, rules: readonly AlertRule[], now: number): void {
    this.detach();
    this.#wanted = { name, rules };
    this.#open(now);
  }

  setRules(rules: readonly AlertRule[]): void {
    if (this.#wanted !== null) this.#wanted.rules = rules;
    this.#root?.setRules(rules);
  }

  detach(): void {
    this.#wanted = null;
    this.#attempt('end a recording', () => this.#root?.close());
    this.#root = null;
  }

  close(): void {
    this.detach();
    this.#db?.close();
    this.#db = null;
  }

  /**
   * Does something with the record of the present root. Null where there is none; a failure is
   * noted, and history is tried anew a minute later.
   */
  use<T>(what: string, now: number, work: (root: RootRecord) => T): T | null {
    if (this.#root === null && this.#wanted !== null && now >= this.#retryAt) this.#open(now);
    const root = this.#root;
    if (root === null) return null;
    return this.#attempt(what, () => {
      const value = work(root);
      this.#problem = null;
      return value;
    });
  }

  status(): HistoryStatus {
    return {
      isKept: this.#root !== null && this.#problem === null,
      problem: this.#problem,
      setAside: this.#setAside,
      bytes: this.#bytes(),
    };
  }

  #open(now: number): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    this.#retryAt = now + RETRY_MS;
    this.#attempt('open the history', () => {
      this.#db ??= this.#openFile();
      this.#root = new RootRecord(this.#db, wanted.name, wanted.rules, now);
      this.#problem = null;
    });
  }

  #openFile(): Database.Database {
    if (this.#file !== ':memory:') mkdirSync(dirname(this.#file), { recursive: true });
    const { db, setAside } = openHistory(this.#file);
    if (setAside !== null) {
      this.#setAside = setAside.path;
      this.#log('warn', 'The history was damaged and has been set aside.', setAside);
    }
    return db;
  }

  #attempt<T>(what: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#problem = problemOf(error);
      this.#log('warn', `Could not ${what}.`, { error: String(error) });
      return null;
    }
  }

  #bytes(): number | null {
    if (this.#file === ':memory:') return null;
    try {
      return statSync(this.#file).size;
    } catch {
      return null;
    }
  }
}

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
