import type Database from 'better-sqlite3';
import { Bucket } from './bucket.ts';
import { BucketTable } from './bucket-table.ts';
import { timeOf } from './damage.ts';
import {
  ceilTo,
  DAY,
  floorTo,
  LEVELS,
  LEVELS_OF_TOTALS,
  MINUTE,
  RAW_KEPT_MS,
  type Level,
} from './levels.ts';
import { RawReader } from './raw.ts';

/** What a chart may ask for at the most. */
const MAX_POINTS = 500;
/** Raw samples are read for ranges up to this; beyond it a minute is as fine as a pixel. */
const RAW_RANGE_MS = 2 * 3_600_000;
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600];
const DAY_S = 86_400;
/** Of more stored buckets than this no chart is made: its cells are wider then, for the time it takes. */
const MOST_READ = 2500;

/** A stretch of the time axis with all that is known of it; `bucket` is null in a gap. */
export interface Cell {
  readonly t: number;
  readonly bucket: Bucket | null;
}

export interface Timeline {
  /** Where it begins: as asked for, or where history does. */
  readonly from: number;
  readonly stepMs: number;
  readonly cells: readonly Cell[];
}

/** Takes what is known of `width` ms from t on. */
type Add = (t: number, bucket: Bucket, width: number) => void;

/** Reads one root's history at whatever level answers a range cheaply. Errors: SQLite's own. */
export class HistoryReader {
  readonly #root: number;
  readonly #raw: RawReader;
  readonly #buckets: BucketTable;
  readonly #reconstructedTo: Database.Statement<[number], number | null>;
  readonly #names: Database.Statement<[], { id: number; name: string }>;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#raw = new RawReader(db, root);
    this.#buckets = new BucketTable(db, root);
    this.#reconstructedTo = db
      .prepare<[number], number | null>('SELECT max(to_t) FROM reconstruction WHERE root = ?')
      .pluck();
    this.#names = db.prepare('SELECT id, name FROM series');
  }

  /** When history begins; null where there is none. */
  get firstAt(): number | null {
    return this.#begin(0);
  }

  /** Up to when history was worked out from the watched databases; null: all of it was measured. */
  get reconstructedTo(): number | null {
    return timeOf(this.#reconstructedTo.get(this.#root)) || null;
  }

  /** Series ids by name, as stored so far. */
  series(): Map<string, number> {
    return new Map(this.#names.all().map((row) => [row.name, row.id]));
  }

  /**
   * [from, to) in at most `maxPoints` equal cells, gaps included. Where history begins later than
   * `from`, the cells begin there: points go where the data is.
   */
  timeline(from: number, to: number, now: number, maxPoints = MAX_POINTS): Timeline {
    const begin = Math.max(from, Math.min(this.#begin(from) ?? to, to));
    const tidyStep = stepFor(to - begin, maxPoints);
    const source = this.#source(begin, to, now, tidyStep);
    const stepMs = Math.max(source, tidyStep);
    const merged = new Map<number, Bucket>();
    const add: Add = (t, bucket, width) => {
      const at = floorTo(t, stepMs);
      const into = merged.get(at);
      if (into === undefined) merged.set(at, bucket);
      else into.merge(bucket);
      // Where nothing finer is known, several cells show the same.
      for (let cell = at + stepMs; cell < t + width; cell += stepMs) merged.set(cell, bucket);
    };
    this.#read(source, floorTo(begin, stepMs), to, stepMs, add);
    const cells: Cell[] = [];
    for (let t = floorTo(begin, stepMs); t < to; t += stepMs) {
      cells.push({ t, bucket: merged.get(t) ?? null });
    }
    return { from: begin, stepMs, cells };
  }

  /**
   * All of [from, to) in one bucket: totals and percentiles of a period. To the millisecond in the
   * last day, and to the width of the finest level that is still kept further back.
   */
  total(from: number, to: number, now: number): Bucket {
    const sum = new Bucket();
    this.#sum(LEVELS_OF_TOTALS.length - 1, from, to, now, (_t, bucket) => {
      sum.merge(bucket);
    });
    return sum;
  }

  /** Minute by minute, those without any watching left out. Up to 30 days back. */
  *minutes(from: number, to: number): Generator<{ readonly t: number; readonly bucket: Bucket }> {
    const step = LEVELS[0]?.step ?? 0;
    yield* this.#buckets.between(step, from, to);
  }

  /** Reads from the level of width `source` (0 = raw), and its unfinished end from finer ones. */
  #read(source: number, from: number, to: number, stepMs: number, add: Add): void {
    if (source === 0) {
      this.#readRaw(from, to, Math.min(stepMs, MINUTE), add);
      return;
    }
    const index = LEVELS.findIndex((level) => level.step === source);
    for (const { t, bucket } of this.#buckets.between(source, from, to)) add(t, bucket, source);
    const newest = this.#buckets.newest(source);
    const tail = newest === null ? from : Math.max(from, newest + source);
    if (tail < to) this.#read(LEVELS[index - 1]?.step ?? 0, tail, to, stepMs, add);
  }

  /** As much as possible from level `index` of totals; what it does not cover, at either end, from finer ones. */
  #sum(index: number, from: number, to: number, now: number, add: Add): void {
    if (to <= from) return;
    const level = LEVELS_OF_TOTALS[index];
    if (level === undefined) {
      this.#readRaw(from, to, MINUTE, add);
      return;
    }
    const { step } = level;
    // Whatever lies further back than finer ones are kept is known by whole buckets only.
    const whole = this.#wholeFrom(LEVELS_OF_TOTALS[index - 1], now);
    const begin = from < whole ? from : ceilTo(from, step);
    const newest = this.#buckets.newest(step) ?? -Infinity;
    const end = Math.min(to < whole ? to : floorTo(to, step), newest + step);
    if (end <= begin) {
      this.#sum(index - 1, from, to, now, add);
      return;
    }
    this.#sum(index - 1, from, begin, now, add);
    for (const { t, bucket } of this.#buckets.between(step, begin, end)) add(t, bucket, step);
    this.#sum(index - 1, end, to, now, add);
  }

  /** Samples; of what was reconstructed there are none, but minutes. */
  #readRaw(from: number, to: number, width: number, add: Add): void {
    for (const [t, bucket] of this.#raw.buckets(from, to, width)) add(t, bucket, width);
    const until = Math.min(to, this.reconstructedTo ?? 0);
    for (const { t, bucket, isReconstructed } of this.#buckets.between(MINUTE, from, until)) {
      if (isReconstructed) add(t, bucket, MINUTE);
    }
  }

  /**
   * Width of the level to draw cells of `cellMs` from; 0 = raw. The widest that is no wider than a
   * cell: cells are the same whichever it is, and the fewer buckets the cheaper. Far back, where that
   * one is not kept any more, or were too many to read, the finest that is left.
   */
  #source(from: number, to: number, now: number, cellMs: number): number {
    if (to - from <= RAW_RANGE_MS && from >= now - RAW_KEPT_MS) return 0;
    const left = LEVELS.filter(
      (level) => from >= this.#wholeFrom(level, now) && to - from <= MOST_READ * level.step,
    );
    const level = left.findLast(({ step }) => step <= cellMs) ?? left[0] ?? LEVELS.at(-1);
    return level?.step ?? 0;
  }

  /** From when on a level (raw, if none) has all there is: older ones have been let go of. */
  #wholeFrom(level: Level | undefined, now: number): number {
    if (level === undefined) return now - RAW_KEPT_MS;
    const kept = now - level.keptMs;
    const oldest = this.#buckets.oldest(level.step);
    const first = this.#buckets.oldest(DAY);
    // Given up early, for the size of the file. All levels of the same time begin on the same day.
    const isCut = oldest !== null && first !== null && oldest >= first + DAY;
    return isCut ? Math.max(kept, oldest) : kept;
  }

  /** When history begins; what was watched before `from` only is of no account. */
  #begin(from: number): number | null {
    const starts = LEVELS.map(({ step }) => this.#buckets.oldest(step));
    const raw = this.#raw.spans(from, Number.MAX_SAFE_INTEGER)[0]?.from ?? null;
    const known = [...starts, raw].filter((t) => t !== null);
    return known.length === 0 ? null : Math.min(...known);
  }
}

/** The smallest tidy width, ms, that covers `rangeMs` in `maxPoints` cells (one spare for alignment). */
function stepFor(rangeMs: number, maxPoints: number): number {
  const least = rangeMs / Math.max(1, maxPoints - 1) / 1000;
  const tidy = STEPS_S.find((step) => step >= least);
  return (tidy ?? Math.ceil(least / DAY_S) * DAY_S) * 1000;
}
