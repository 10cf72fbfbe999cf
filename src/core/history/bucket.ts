import { Sketch } from './sketch.ts';
import { ByteReader, ByteWriter } from './varint.ts';

/** A gauge over a stretch of time: its extremes, and its time-weighted sum. */
export interface Gauge {
  min: number;
  max: number;
  /** Sum of value × ms. */
  integral: number;
  /** For how long it was known. */
  ms: number;
}

/**
 * What happened in a stretch of time, mergeable: gauges (depths, states), counters (arrivals,
 * finishes, failures) and duration sketches, each by series id. Everything that history stores
 * beyond raw samples is one of these.
 */
export class Bucket {
  readonly gauges = new Map<number, Gauge>();
  readonly counters = new Map<number, number>();
  readonly sketches = new Map<number, Sketch>();
  /** For how long Lookout was watching. */
  watchedMs = 0;

  hold(series: number, value: number, ms: number): void {
    if (ms <= 0) return;
    const gauge = this.gauges.get(series);
    if (gauge === undefined) {
      this.gauges.set(series, { min: value, max: value, integral: value * ms, ms });
      return;
    }
    gauge.min = Math.min(gauge.min, value);
    gauge.max = Math.max(gauge.max, value);
    gauge.integral += value * ms;
    gauge.ms += ms;
  }

  count(series: number, events: number): void {
    this.counters.set(series, (this.counters.get(series) ?? 0) + events);
  }

  sketch(series: number): Sketch {
    let sketch = this.sketches.get(series);
    if (sketch === undefined) this.sketches.set(series, (sketch = new Sketch()));
    return sketch;
  }

  merge(other: Bucket): void {
    this.watchedMs += other.watchedMs;
    for (const [series, from] of other.gauges) {
      const into = this.gauges.get(series);
      if (into === undefined) this.gauges.set(series, { ...from });
      else {
        into.min = Math.min(into.min, from.min);
        into.max = Math.max(into.max, from.max);
        into.integral += from.integral;
        into.ms += from.ms;
      }
    }
    for (const [series, n] of other.counters) this.count(series, n);
    for (const [series, from] of other.sketches) this.sketch(series).merge(from);
  }

  /** Takes over every series of `other` in place of its own: both tell of the same stretch of time. */
  adopt(other: Bucket): void {
    this.watchedMs = Math.max(this.watchedMs, other.watchedMs);
    for (const [series, gauge] of other.gauges) this.gauges.set(series, gauge);
    for (const [series, n] of other.counters) this.counters.set(series, n);
    for (const [series, sketch] of other.sketches) this.sketches.set(series, sketch);
  }

  get isEmpty(): boolean {
    return this.watchedMs === 0 && this.counters.size === 0 && this.sketches.size === 0;
  }

  encode(): Uint8Array {
    const out = new ByteWriter();
    out.uint(this.watchedMs).uint(this.gauges.size);
    for (const [series, gauge] of this.gauges) this.#writeGauge(out, series, gauge);
    out.uint(this.counters.size);
    for (const [series, n] of this.counters) out.uint(series).uint(n);
    out.uint(this.sketches.size);
    for (const [series, sketch] of this.sketches) {
      out.uint(series);
      sketch.write(out);
    }
    return out.done();
  }

  /** Most gauges hold one value all the time: two flags beside the id spare the rest. */
  #writeGauge(out: ByteWriter, series: number, gauge: Gauge): void {
    const steady = gauge.min === gauge.max;
    const whole = gauge.ms === this.watchedMs;
    out.uint(series * 4 + (steady ? 2 : 0) + (whole ? 1 : 0)).int(gauge.min);
    if (!whole) out.uint(gauge.ms);
    if (!steady) {
      out.uint(gauge.max - gauge.min);
      out.uint(Math.round((gauge.integral - gauge.min * gauge.ms) / INTEGRAL_UNIT));
    }
  }

  /** Throws a RangeError where the bytes are not of `encode`. */
  static decode(bytes: Uint8Array): Bucket {
    const from = new ByteReader(bytes);
    const bucket = new Bucket();
    bucket.watchedMs = from.uint();
    for (let n = from.uint(); n > 0; n--) bucket.#readGauge(from);
    for (let n = from.uint(); n > 0; n--) {
      const series = from.uint();
      bucket.counters.set(series, from.uint());
    }
    for (let n = from.uint(); n > 0; n--) {
      const series = from.uint();
      bucket.sketches.set(series, Sketch.read(from));
    }
    from.end();
    return bucket;
  }

  #readGauge(from: ByteReader): void {
    const head = from.uint();
    const min = from.int();
    const ms = head % 2 === 1 ? this.watchedMs : from.uint();
    const steady = head % 4 >= 2;
    const max = steady ? min : min + from.uint();
    const above = steady ? 0 : from.uint() * INTEGRAL_UNIT;
    this.gauges.set(Math.floor(head / 4), { min, max, integral: min * ms + above, ms });
  }
}

/** Integrals are kept to a tenth of a second times one unit: a byte less a gauge, far below a pixel. */
const INTEGRAL_UNIT = 100;
