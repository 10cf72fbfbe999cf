import type Database from 'better-sqlite3';
import { Bucket } from './bucket.ts';
import { damageOf, readable, soundRows, type Damage } from './damage.ts';
import { decodeRaw } from './sample.ts';

interface RawRow {
  readonly t: number;
  readonly key: number;
  readonly data: Uint8Array;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

const SPAN = {
  what: 'span',
  at: 'from',
  columns: { from: 'number', to: 'number' },
} as const;

/** Reads stored samples of one root back as buckets, so that raw data and aggregates merge alike. */
export class RawReader {
  readonly #root: number;
  readonly #damage: Damage;
  readonly #key: Database.Statement<[number, number], { t: number }>;
  readonly #rows: Database.Statement<[number, number, number], RawRow>;
  readonly #spans: Database.Statement<[number, number, number], Span>;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#damage = damageOf(db);
    this.#key = db.prepare(
      'SELECT t FROM raw WHERE root = ? AND t <= ? AND key = 1 ORDER BY t DESC LIMIT 1',
    );
    this.#rows = db.prepare(
      'SELECT t, key, data FROM raw WHERE root = ? AND t >= ? AND t < ? ORDER BY t',
    );
    this.#spans = db.prepare(
      'SELECT from_t AS "from", to_t AS "to" FROM span WHERE root = ? AND from_t < ? AND to_t > ? ORDER BY from_t',
    );
  }

  spans(from: number, to: number): readonly Span[] {
    return soundRows(this.#damage, SPAN, this.#spans.all(this.#root, to, from));
  }

  /**
   * Buckets of `step` ms (aligned to the epoch) that overlap [from, to), those without any
   * watching left out. Counters and durations belong to the moment of their sample.
   */
  buckets(from: number, to: number, step: number): Map<number, Bucket> {
    const buckets = new Map<number, Bucket>();
    const at = (t: number): Bucket => {
      const start = Math.floor(t / step) * step;
      let bucket = buckets.get(start);
      if (bucket === undefined) buckets.set(start, (bucket = new Bucket()));
      return bucket;
    };
    // A span that ends at `from` still has its last sample there.
    for (const span of this.spans(from - 1, to)) {
      this.#readSpan(span, Math.max(from, span.from), Math.min(to, span.to), step, at);
    }
    return buckets;
  }

  #readSpan(span: Span, from: number, to: number, step: number, at: (t: number) => Bucket): void {
    const key = this.#key.get(this.#root, from);
    const start = key !== undefined && key.t >= span.from ? key.t : span.from;
    const gauges = new Map<number, number>();
    let held = from;
    // After a damaged sample nothing is known until the next one that has every gauge.
    let isKnown = true;
    const hold = (until: number): void => {
      for (let t = isKnown ? held : until; t < until;) {
        const end = Math.min(until, (Math.floor(t / step) + 1) * step);
        const bucket = at(t);
        bucket.watchedMs += end - t;
        for (const [series, value] of gauges) bucket.hold(series, value, end - t);
        t = end;
      }
      held = Math.max(held, until);
    };
    // A sample taken exactly at the end still belongs to this span's last instant.
    for (const row of this.#rows.all(this.#root, start, to === span.to ? to + 1 : to)) {
      hold(Math.min(Math.max(row.t, from), to));
      const moment = { what: 'sample', from: row.t, to: row.t };
      const sample = readable(this.#damage, moment, () => decodeRaw(row.data));
      if (sample === null) {
        isKnown = false;
        continue;
      }
      if (row.key === 1) {
        isKnown = true;
        gauges.clear();
      }
      for (const [series, value] of sample.gauges) {
        if (value === null) gauges.delete(series);
        else gauges.set(series, value);
      }
      if (row.t < from) continue;
      for (const [series, n] of sample.counters) at(row.t).count(series, n);
      for (const [series, sketch] of sample.sketches) at(row.t).sketch(series).merge(sketch);
    }
    hold(to);
  }
}
