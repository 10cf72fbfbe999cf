import type Database from 'better-sqlite3';
import { BucketTable, merged } from './bucket-table.ts';
import { timeOf } from './damage.ts';
import {
  DAY,
  EARLIEST_MS,
  floorTo,
  GAP_MS,
  KEY_EVERY_MS,
  LEVELS,
  MINUTE,
  RAW_KEPT_MS,
  type Level,
} from './levels.ts';
import { intern } from './names.ts';
import { RawReader } from './raw.ts';
import { Retention } from './retention.ts';
import { encodeRaw, type Sample } from './sample.ts';
import { SERIES } from './series.ts';
import { Sketch } from './sketch.ts';

/** What is old is looked at this often. */
const KEEP_EVERY_MS = 15 * MINUTE;

/** A clock that steps back by less than this is waited for; by more, what lies ahead is dropped. */
const CLOCK_PATIENCE_MS = 5 * MINUTE;
/**
 * Where more than this was watched ahead of it, the clock has most likely lost its time, and the record
 * is right: it is given a while to be set before anything is dropped.
 */
const MUCH_AHEAD_MS = 120 * MINUTE;
const FAR_PATIENCE_MS = 60 * MINUTE;
/** Durations of one kind that are held until the clock is right. */
const MOST_HELD = 10_000;
/** After a leap forward as long as this nothing is let go of as too old until it has lasted a while. */
const FAR_AHEAD_MS = 30 * DAY;

/**
 * The history of one watched root: takes samples, keeps them sparse, and rolls them up.
 *
 * Every call is one short transaction, so a kill at any moment costs at most the sample in hand.
 * A sample equal to the one before writes nothing; its time is remembered and written with the next
 * change or the next full minute, whichever is first.
 */
export class RootHistory {
  readonly #db: Database.Database;
  readonly #root: number;
  readonly #raw: RawReader;
  readonly #buckets: BucketTable;
  readonly #retention: Retention;
  readonly #series: Map<string, number>;
  readonly #sql;
  /** Gauges as last stored. */
  #stored = new Map<number, number | null>();
  #spanFrom: number | null = null;
  #lastKeyAt = 0;
  /** Newest moment that is accounted for. */
  #seenAt = 0;
  #rolledTo = 0;
  #hasRolled = false;
  /** Until then the clock may be wrong, and the record right. */
  #doubtUntil = 0;
  /** Since when the clock has been behind what is recorded; null when it is not. */
  #behindSince: number | null = null;
  /** What happened while nothing could be recorded because of that. */
  #held: Sample | null = null;

  constructor(db: Database.Database, rootName: string, mostBytes?: number) {
    this.#db = db;
    this.#sql = prepare(db);
    this.#root = intern(db, 'root', rootName);
    this.#raw = new RawReader(db, this.#root);
    this.#buckets = new BucketTable(db, this.#root);
    this.#retention = new Retention(db, this.#root, mostBytes);
    const names = db.prepare<[], { name: string; id: number }>('SELECT name, id FROM series');
    this.#series = new Map(names.all().map((row) => [row.name, row.id]));
    this.#resume();
  }

  get rootId(): number {
    return this.#root;
  }

  /**
   * Stores what changed. Times should not go back; see `#follow` for when they do. False: nothing can
   * be recorded now because of that; events are held and told with the first sample that can.
   * Throws SQLite's error where nothing can be written (full disk); the next sample starts afresh.
   */
  record(given: Sample): boolean {
    const sample = this.#held === null ? given : together(this.#held, given);
    const gauges = this.#changedGauges(sample);
    const events = sample.durations.size > 0 || [...sample.counters.values()].some((n) => n > 0);
    const news = events || gauges.size > 0;
    if (!news && this.#isSteady(sample.t)) {
      this.#seenAt = sample.t;
      return true;
    }
    try {
      const isStored = this.#db.transaction(() => this.#store(sample, news))();
      this.#held = isStored ? null : sample;
      return isStored;
    } catch (error) {
      this.#spanFrom = null;
      this.#stored.clear();
      throw error;
    }
  }

  /** By how much, ms, the clock is behind what is recorded; Infinity where it was never set. */
  behindMs(now: number): number {
    if (now < EARLIEST_MS) return Infinity;
    return this.#behindSince === null ? 0 : Math.max(0, this.#seenAt - now);
  }

  #store(sample: Sample, news: boolean): boolean {
    if (!this.#follow(sample.t)) return false;
    const first = this.#spanFrom === null;
    if (first || news || sample.t - this.#lastKeyAt >= KEY_EVERY_MS) {
      const newMinute = floorTo(sample.t, finest.step) !== floorTo(this.#lastKeyAt, finest.step);
      this.#write(sample, this.#changedGauges(sample), first || newMinute);
    }
    this.#seenAt = sample.t;
    this.#roll(sample.t);
    return true;
  }

  /** True while a sample without news needs no writing at all: same span, same minute. */
  #isSteady(t: number): boolean {
    return (
      this.#spanFrom !== null &&
      t > this.#seenAt &&
      t - this.#seenAt <= GAP_MS &&
      floorTo(t, finest.step) === floorTo(this.#seenAt, finest.step)
    );
  }

  /** Closes the span at the last moment that was seen; call when watching stops or pauses. */
  close(): void {
    if (this.#spanFrom === null) return;
    this.#sql.extendSpan.run(this.#seenAt, this.#root, this.#spanFrom);
    this.#spanFrom = null;
    this.#stored.clear();
  }

  seriesId(name: string): number {
    let id = this.#series.get(name);
    if (id === undefined) this.#series.set(name, (id = intern(this.#db, 'series', name)));
    return id;
  }

  /** After a start: the last span ended where it was last extended; roll up what a crash left. */
  #resume(): void {
    const last = this.#sql.lastSpan.get(this.#root);
    this.#seenAt = timeOf(last?.to);
    const newest = this.#buckets.newest(finest.step);
    this.#rolledTo = newest === null ? 0 : newest + finest.step;
    if (this.#seenAt > 0) this.#db.transaction(() => this.#roll(this.#seenAt))();
  }

  /**
   * Follows the wall clock. False: this moment cannot be recorded (the clock stepped back a little;
   * it will catch up, or far behind all that is recorded: it is wrong; or it was never set). Any other step back means that
   * what lies ahead was stamped wrongly: dropped. A long step forward (sleep, stop) ends the span.
   */
  #follow(t: number): boolean {
    if (t < EARLIEST_MS) return false;
    if (t <= this.#seenAt) {
      this.#behindSince = Math.min(this.#behindSince ?? t, t);
      if (this.#seenAt - t <= CLOCK_PATIENCE_MS) return false;
      const isEarly = t - this.#behindSince < FAR_PATIENCE_MS;
      if (isEarly && this.#watchedAfter(t) > MUCH_AHEAD_MS) return false;
      this.#dropAfter(t);
      this.#doubtUntil = 0;
    }
    this.#behindSince = null;
    const isLeap = this.#seenAt > 0 && t - this.#seenAt > FAR_AHEAD_MS;
    if (isLeap) this.#doubtUntil = t + FAR_PATIENCE_MS;
    if (this.#spanFrom !== null && t - this.#seenAt > GAP_MS) this.close();
    return true;
  }

  /** For how long, ms, anybody watched after `t`. */
  #watchedAfter(t: number): number {
    return this.#sql.watchedAfter.get(t, this.#root, t) ?? 0;
  }

  #dropAfter(t: number): void {
    this.#spanFrom = null;
    this.#stored.clear();
    this.#sql.dropRaw.run(this.#root, t);
    this.#sql.dropSpans.run(this.#root, t);
    this.#sql.cutSpans.run(t, this.#root, t);
    for (const { step } of LEVELS) this.#buckets.dropAfter(step, t - step);
    this.#seenAt = t - 1;
    this.#rolledTo = Math.min(this.#rolledTo, floorTo(t, finest.step));
  }

  /** A gauge that is absent from a sample is as unknown as one that is null. */
  #changedGauges(sample: Sample): Map<number, number | null> {
    const changed = new Map<number, number | null>();
    const seen = new Set<number>();
    for (const [name, value] of sample.gauges) {
      const id = this.seriesId(name);
      seen.add(id);
      if ((this.#stored.get(id) ?? null) !== value) changed.set(id, value);
    }
    for (const [id, value] of this.#stored) {
      if (value !== null && !seen.has(id)) changed.set(id, null);
    }
    return changed;
  }

  #write(sample: Sample, changed: Map<number, number | null>, key: boolean): void {
    for (const [id, value] of changed) this.#stored.set(id, value);
    const gauges = key ? new Map([...this.#stored].filter(([, value]) => value !== null)) : changed;
    const counters = new Map<number, number>();
    for (const [name, n] of sample.counters) if (n > 0) counters.set(this.seriesId(name), n);
    const sketches = new Map<number, Sketch>();
    for (const [name, values] of sample.durations) {
      const sketch = new Sketch();
      for (const ms of values) sketch.add(ms);
      if (sketch.count > 0) sketches.set(this.seriesId(name), sketch);
    }
    this.#sql.insertRaw.run(
      this.#root,
      sample.t,
      key ? 1 : 0,
      encodeRaw({ gauges, counters, sketches }),
    );
    if (key) this.#lastKeyAt = sample.t;
    if (this.#spanFrom === null) {
      this.#spanFrom = sample.t;
      this.#sql.insertSpan.run(this.#root, sample.t, sample.t);
    } else this.#sql.extendSpan.run(sample.t, this.#root, this.#spanFrom);
  }

  /** Rolls up every full minute before `now` and lets go of what has had its time. */
  #roll(now: number): void {
    const until = floorTo(now, finest.step);
    if (until <= this.#rolledTo) return;
    if (this.#spanFrom !== null) this.#sql.extendSpan.run(now, this.#root, this.#spanFrom);
    const from = this.#rolledTo || floorTo(now - RAW_KEPT_MS, finest.step);
    for (const [t, bucket] of this.#raw.buckets(from, until, finest.step)) {
      if (t < until && !bucket.isEmpty)
        this.#buckets.put(finest.step, { t, bucket, isReconstructed: false });
    }
    const before = this.#rolledTo;
    this.#rolledTo = until;
    let finer: Level = finest;
    for (const level of LEVELS.slice(1)) {
      // The first time here it is not known what a crash left.
      if (this.#hasRolled && floorTo(before, level.step) === floorTo(until, level.step)) break;
      this.#rollLevel(finer, level, now);
      finer = level;
    }
    if (floorTo(before, KEEP_EVERY_MS) !== floorTo(until, KEEP_EVERY_MS)) {
      this.#retention.keep(now, now >= this.#doubtUntil);
    }
    this.#hasRolled = true;
  }

  #rollLevel(finer: Level, level: Level, now: number): void {
    const until = floorTo(now, level.step);
    const from = this.#nextOf(level) ?? this.#firstOf(level, now);
    if (until <= from) return;
    // Taken all at once: a statement that is still read from would be in the way of writing.
    const finished = [...merged(this.#buckets.between(finer.step, from, until), level.step)];
    for (const one of finished) {
      if (finer === finest) for (const id of this.#ownCosts()) one.bucket.sketches.delete(id);
      this.#buckets.put(level.step, one);
    }
  }

  /** Where the next bucket of a level begins; null where there is none yet. */
  #nextOf({ step }: Level): number | null {
    const newest = this.#buckets.newest(step);
    return newest === null ? null : newest + step;
  }

  /** A level that earlier versions did not have begins where it is kept, and the next goes on. */
  #firstOf(level: Level, now: number): number {
    const wider = LEVELS[LEVELS.indexOf(level) + 1];
    const next = wider === undefined ? null : this.#nextOf(wider);
    return Math.min(floorTo(now - level.keptMs, level.step), next ?? 0);
  }

  /** What nobody asks for any more than 30 days later. */
  #ownCosts(): number[] {
    return [SERIES.tickCost, SERIES.scanCost].flatMap((name) => this.#series.get(name) ?? []);
  }
}

const finest: Level = LEVELS[0] ?? { step: MINUTE, keptMs: 0, packMs: 0 };

/** Both as one, at the moment and with the gauges of the later. */
function together(earlier: Sample, later: Sample): Sample {
  const counters = new Map(earlier.counters);
  for (const [name, n] of later.counters) counters.set(name, (counters.get(name) ?? 0) + n);
  const durations = new Map(earlier.durations);
  for (const [name, values] of later.durations) {
    durations.set(name, [...(durations.get(name) ?? []), ...values].slice(-MOST_HELD));
  }
  return { ...later, counters, durations };
}

function prepare(db: Database.Database) {
  return {
    insertRaw: db.prepare('INSERT OR REPLACE INTO raw (root, t, key, data) VALUES (?, ?, ?, ?)'),
    insertSpan: db.prepare('INSERT OR REPLACE INTO span (root, from_t, to_t) VALUES (?, ?, ?)'),
    extendSpan: db.prepare('UPDATE span SET to_t = ? WHERE root = ? AND from_t = ?'),
    lastSpan: db.prepare<[number], { from: number; to: number }>(
      'SELECT from_t AS "from", to_t AS "to" FROM span WHERE root = ? ORDER BY from_t DESC LIMIT 1',
    ),
    watchedAfter: db
      .prepare<[number, number, number], number>(
        'SELECT sum(to_t - max(from_t, ?)) FROM span WHERE root = ? AND to_t > ?',
      )
      .pluck(),
    dropRaw: db.prepare('DELETE FROM raw WHERE root = ? AND t > ?'),
    dropSpans: db.prepare('DELETE FROM span WHERE root = ? AND from_t >= ?'),
    cutSpans: db.prepare('UPDATE span SET to_t = ? WHERE root = ? AND to_t > ?'),
  };
}
