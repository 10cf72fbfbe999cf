import type Database from 'better-sqlite3';
import { BucketTable } from './bucket-table.ts';
import {
  CHANGES_KEPT_MS,
  DAYS_KEPT_MS,
  floorTo,
  LEVELS,
  LOOSE_MS,
  MINUTE,
  RAW_KEPT_MS,
  type Level,
} from './levels.ts';

/** The file is never larger than this for each root that it has, bytes. */
export const MOST_BYTES = 40_000_000;
/** Detail is given up from here on, so that what is written meanwhile has its place. */
const GIVE_UP_FROM = 0.95;
/** At most this much is let go of in one go, ms: no long transaction after a month without Lookout. */
const RAW_PACE_MS = 60 * MINUTE;
/** Pages given back to the disk in one go. */
const PAGES_BACK = 64;
/** Fewer unused pages than this are kept for what comes next. */
const SPARE_PAGES = 256;
const MOST_STEPS = 8;
const CHANGES_AT_ONCE = 1000;
/** Marks kept of one root. */
const MOST_MARKS = 5000;
/** How often roots that are not watched any more, and marks, are looked at, ms. */
const SELDOM_MS = 60 * MINUTE;

/**
 * Keeps the file within its bounds: packs what is old, lets go of what has had its time and, should
 * the file still grow beyond its size, of the oldest detail first. To be called in a transaction.
 */
export class Retention {
  readonly #db: Database.Database;
  readonly #root: number;
  readonly #buckets: BucketTable;
  readonly #mostBytes: number;
  readonly #sql;
  #seldomAt = 0;

  constructor(db: Database.Database, root: number, mostBytes = MOST_BYTES) {
    this.#db = db;
    this.#root = root;
    this.#buckets = new BucketTable(db, root);
    this.#mostBytes = mostBytes;
    this.#sql = prepare(db);
  }

  /** `isSure`: whether the clock can be trusted, so that what is older than its time is too old. */
  keep(now: number, isSure: boolean): void {
    for (const { step } of LEVELS) this.#buckets.packOldest(step, now - LOOSE_MS);
    if (isSure) this.#forgetOld(now);
    this.#keepSize(now);
    if (this.#pragma('freelist_count') > SPARE_PAGES) {
      this.#db.pragma(`incremental_vacuum(${PAGES_BACK})`);
    }
  }

  #forgetOld(now: number): void {
    this.#forget(this.#root, this.#buckets, now);
    if (Math.abs(now - this.#seldomAt) >= SELDOM_MS) {
      this.#seldomAt = now;
      this.#keepSeldom(now);
    }
  }

  #keepSeldom(now: number): void {
    for (const root of this.#sql.roots.all()) {
      this.#sql.forgetMarks.run(root, now - DAYS_KEPT_MS, root, MOST_MARKS);
      if (root !== this.#root) this.#forget(root, new BucketTable(this.#db, root), now);
    }
  }

  #forget(root: number, buckets: BucketTable, now: number): void {
    const oldest = this.#sql.oldestRaw.get(root);
    if (oldest !== undefined) {
      this.#sql.forgetRaw.run(root, Math.min(now - RAW_KEPT_MS, oldest + RAW_PACE_MS));
    }
    for (const { step, keptMs, packMs } of LEVELS) {
      const first = buckets.oldest(step);
      if (first !== null && first < now - keptMs) {
        buckets.forget(step, Math.min(now - keptMs, first + packMs));
      }
    }
    this.#sql.forgetSpans.run(root, now - CHANGES_KEPT_MS);
  }

  #keepSize(now: number): void {
    const most = this.#mostBytes * GIVE_UP_FROM * this.#sql.roots.all().length;
    for (let step = 0; step < MOST_STEPS && this.#bytes() > most; step++) {
      if (!this.#giveUp(now)) return;
    }
  }

  /** The oldest first: quarters of an hour, then minutes, hours, changes of sessions, and six hours. */
  #giveUp(now: number): boolean {
    const [minutes, quarters, hours, sixHours] = LEVELS;
    return (
      this.#giveUpPack(quarters, now - (minutes?.keptMs ?? 0)) ||
      this.#giveUpPack(minutes, now - LOOSE_MS) ||
      this.#giveUpPack(quarters, now - LOOSE_MS) ||
      this.#giveUpPack(hours, now - LOOSE_MS) ||
      this.#sql.giveUpChanges.run(this.#root, this.#root, CHANGES_AT_ONCE).changes > 0 ||
      this.#giveUpPack(sixHours, now - LOOSE_MS)
    );
  }

  /** False where all of the level is younger than `before`. */
  #giveUpPack(level: Level | undefined, before: number): boolean {
    const oldest = level === undefined ? null : this.#buckets.oldest(level.step);
    if (level === undefined || oldest === null) return false;
    const end = floorTo(oldest, level.packMs) + level.packMs;
    if (end > before) return false;
    this.#buckets.forget(level.step, end);
    return true;
  }

  /** What is in use of the file. */
  #bytes(): number {
    const used = this.#pragma('page_count') - this.#pragma('freelist_count');
    return used * this.#pragma('page_size');
  }

  #pragma(name: string): number {
    return Number(this.#db.pragma(name, { simple: true }));
  }
}

function prepare(db: Database.Database) {
  return {
    roots: db.prepare<[], number>('SELECT id FROM root').pluck(),
    oldestRaw: db
      .prepare<[number], number>('SELECT t FROM raw WHERE root = ? ORDER BY t LIMIT 1')
      .pluck(),
    forgetRaw: db.prepare('DELETE FROM raw WHERE root = ? AND t < ?'),
    forgetSpans: db.prepare('DELETE FROM span WHERE root = ? AND to_t < ?'),
    forgetMarks: db.prepare(
      `DELETE FROM mark WHERE root = ? AND (t < ? OR id < (SELECT id FROM mark WHERE root = ?
         ORDER BY id DESC LIMIT 1 OFFSET ?))`,
    ),
    giveUpChanges: db.prepare(
      `DELETE FROM change WHERE root = ? AND id <= (SELECT id FROM change WHERE root = ?
         ORDER BY id LIMIT 1 OFFSET ?)`,
    ),
  };
}
