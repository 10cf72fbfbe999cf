import type { ByteReader, ByteWriter } from './varint.ts';

/**
 * A mergeable quantile sketch for durations: logarithmic bins, each 2 % wide, so that any quantile
 * of any merged period is within 1 % of a value that was really there (the DDSketch guarantee,
 * Masson et al. 2019). Sparse: a quiet quarter of an hour costs a few bytes.
 */
const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);
/** Bin 0 holds everything up to 1 ms. */
const binOf = (ms: number): number => (ms <= 1 ? 0 : Math.ceil(Math.log(ms) / LOG_GAMMA));
/** Longer durations than this are not taken. */
const LONGEST_MS = 2 ** 52;
const LAST_BIN = binOf(LONGEST_MS);
const valueOf = (bin: number): number => (bin === 0 ? 1 : (2 * GAMMA ** bin) / (GAMMA + 1));

/** Of every sketch that holds nothing yet. */
const NO_COUNTS = new Uint32Array(0);

/** Room made at either end at once: few sketches grow by one bin only. */
const SLACK = 16;
/** What was read is summed up at the latest when there is so much of it. */
const MOST_PARTS = 64;

/** A sketch as it is stored: so many bins that hold something, from `low` to `high`. */
interface Part {
  readonly low: number;
  readonly high: number;
  readonly size: number;
  /** Before the first of them. */
  readonly at: ByteReader;
}

export class Sketch {
  /**
   * What was merged into this one as it was read: summed up together when it is asked for. Of a few
   * bins among hundreds that costs least, and most of what a chart reads is never asked for.
   */
  #parts: Part[] = [];
  /** Counts of the bins from `#low` on, one beside the other; of all but the parts. */
  #counts = NO_COUNTS;
  #low = 0;
  #count = 0;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  /** Largest duration seen, ms, exact. */
  get maxMs(): number {
    return this.#max;
  }

  /** A negative or non-finite duration is left out: it says nothing about how long things take. */
  add(ms: number): void {
    if (!(ms >= 0) || ms > LONGEST_MS) return;
    const bin = binOf(ms);
    this.#reach(bin, bin);
    this.#put(bin, 1);
    this.#count += 1;
    this.#max = Math.max(this.#max, Math.round(ms));
  }

  merge(other: Sketch): void {
    if (other.#count === 0) return;
    const from = other.#counts;
    if (from.length > 0) {
      this.#reach(other.#low, other.#low + from.length - 1);
      for (let i = 0; i < from.length; i++) this.#put(other.#low + i, from[i] ?? 0);
    }
    for (const part of other.#parts) this.#parts.push(part);
    this.#count += other.#count;
    this.#max = Math.max(this.#max, other.#max);
    if (this.#parts.length > MOST_PARTS) this.#sumUp();
  }

  /** A new sketch of all that is in this one and in `others`. */
  mergedWith(others: readonly Sketch[]): Sketch {
    const sum = new Sketch();
    for (const sketch of [this, ...others]) sum.merge(sketch);
    return sum;
  }

  /** The duration, ms, that a share `q` (0 to 1) of all stay at or under; null when empty. */
  quantile(q: number): number | null {
    if (this.#count === 0) return null;
    this.#sumUp();
    const rank = Math.max(1, Math.ceil(q * this.#count));
    let seen = 0;
    for (let i = 0; i < this.#counts.length; i++) {
      seen += this.#counts[i] ?? 0;
      if (seen >= rank) return Math.min(valueOf(this.#low + i), Math.max(this.#max, 1));
    }
    return this.#max;
  }

  write(out: ByteWriter): void {
    this.#sumUp();
    out.uint(this.#counts.reduce((filled, n) => filled + (n > 0 ? 1 : 0), 0)).uint(this.#max);
    let previous = 0;
    for (let i = 0; i < this.#counts.length; i++) {
      const n = this.#counts[i] ?? 0;
      if (n === 0) continue;
      // Most bins of a short time hold one duration: a flag beside the distance spares the count.
      const bin = this.#low + i;
      out.uint((bin - previous) * 2 + (n > 1 ? 1 : 0));
      if (n > 1) out.uint(n);
      previous = bin;
    }
  }

  static read(from: ByteReader): Sketch {
    const sketch = new Sketch();
    const size = from.uint();
    sketch.#max = from.uint();
    if (size === 0) return sketch;
    const at = from.copy();
    let low = 0;
    let high = 0;
    for (let i = 0; i < size; i++) {
      const head = from.uint();
      high += Math.floor(head / 2);
      if (high > LAST_BIN) throw new RangeError(`no duration is in bin ${high}`);
      if (i === 0) low = high;
      sketch.#count += head % 2 === 1 ? from.uint() : 1;
    }
    sketch.#parts.push({ low, high, size, at });
    return sketch;
  }

  #sumUp(): void {
    if (this.#parts.length === 0) return;
    const low = this.#parts.reduce((least, part) => Math.min(least, part.low), Infinity);
    this.#reach(
      low,
      this.#parts.reduce((most, part) => Math.max(most, part.high), 0),
    );
    for (const { at, size } of this.#parts) {
      // It may be a part of other sketches, too.
      const from = at.copy();
      let bin = 0;
      for (let i = 0; i < size; i++) {
        const head = from.uint();
        bin += Math.floor(head / 2);
        this.#put(bin, head % 2 === 1 ? from.uint() : 1);
      }
    }
    this.#parts = [];
  }

  /** Adds to a bin for which there is room. */
  #put(bin: number, n: number): void {
    this.#counts[bin - this.#low] = (this.#counts[bin - this.#low] ?? 0) + n;
  }

  /** Makes room for the bins from `low` to `high`. */
  #reach(low: number, high: number): void {
    const { length } = this.#counts;
    if (length > 0 && low >= this.#low && high < this.#low + length) return;
    const from = length === 0 ? low : Math.min(low, this.#low);
    const to = length === 0 ? high + 1 : Math.max(high + 1, this.#low + length);
    const begin = from < this.#low && length > 0 ? Math.max(0, from - SLACK) : from;
    const end = length > 0 && to > this.#low + length ? to + SLACK : to;
    const counts = new Uint32Array(end - begin);
    if (length > 0) counts.set(this.#counts, this.#low - begin);
    this.#counts = counts;
    this.#low = begin;
  }
}
