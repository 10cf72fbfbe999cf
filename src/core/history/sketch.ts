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
const valueOf = (bin: number): number => (bin === 0 ? 1 : (2 * GAMMA ** bin) / (GAMMA + 1));

export class Sketch {
  readonly #bins = new Map<number, number>();
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
    if (!(ms >= 0) || ms > 2 ** 52) return;
    const bin = binOf(ms);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    this.#count++;
    this.#max = Math.max(this.#max, Math.round(ms));
  }

  merge(other: Sketch): void {
    for (const [bin, n] of other.#bins) this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + n);
    this.#count += other.#count;
    this.#max = Math.max(this.#max, other.#max);
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
    const rank = Math.max(1, Math.ceil(q * this.#count));
    let seen = 0;
    for (const bin of [...this.#bins.keys()].toSorted((a, b) => a - b)) {
      seen += this.#bins.get(bin) ?? 0;
      if (seen >= rank) return Math.min(valueOf(bin), Math.max(this.#max, 1));
    }
    return this.#max;
  }

  write(out: ByteWriter): void {
    out.uint(this.#bins.size).uint(this.#max);
    let previous = 0;
    for (const bin of [...this.#bins.keys()].toSorted((a, b) => a - b)) {
      // Most bins of a short time hold one duration: a flag beside the distance spares the count.
      const n = this.#bins.get(bin) ?? 0;
      out.uint((bin - previous) * 2 + (n > 1 ? 1 : 0));
      if (n > 1) out.uint(n);
      previous = bin;
    }
  }

  static read(from: ByteReader): Sketch {
    const sketch = new Sketch();
    const size = from.uint();
    sketch.#max = from.uint();
    let bin = 0;
    for (let i = 0; i < size; i++) {
      const head = from.uint();
      bin += Math.floor(head / 2);
      const n = head % 2 === 1 ? from.uint() : 1;
      sketch.#bins.set(bin, n);
      sketch.#count += n;
    }
    return sketch;
  }
}
