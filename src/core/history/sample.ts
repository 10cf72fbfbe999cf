import { ByteReader, ByteWriter } from './varint.ts';
import { Sketch } from './sketch.ts';

/**
 * One reading as history takes it. Integers throughout: counts as they are, durations in ms, costs in
 * µs. A gauge that is null is not known (its source was not live): a gap, not a zero.
 */
export interface Sample {
  readonly t: number;
  readonly gauges: ReadonlyMap<string, number | null>;
  /** Events since the sample before. */
  readonly counters: ReadonlyMap<string, number>;
  /** Durations, ms, of what ended since the sample before. */
  readonly durations: ReadonlyMap<string, readonly number[]>;
}

/** A stored sample: gauges that changed (all of them in a key frame), by series id. */
export interface RawSample {
  readonly gauges: ReadonlyMap<number, number | null>;
  readonly counters: ReadonlyMap<number, number>;
  readonly sketches: ReadonlyMap<number, Sketch>;
}

export function encodeRaw(sample: RawSample): Uint8Array {
  const out = new ByteWriter().uint(sample.gauges.size);
  for (const [series, value] of sample.gauges) {
    out.uint(series * 2 + (value === null ? 1 : 0));
    if (value !== null) out.int(value);
  }
  out.uint(sample.counters.size);
  for (const [series, n] of sample.counters) out.uint(series).uint(n);
  out.uint(sample.sketches.size);
  for (const [series, sketch] of sample.sketches) {
    out.uint(series);
    sketch.write(out);
  }
  return out.done();
}

/** Throws a RangeError where the bytes are not of `encodeRaw`. */
export function decodeRaw(bytes: Uint8Array): RawSample {
  const from = new ByteReader(bytes);
  const gauges = new Map<number, number | null>();
  for (let n = from.uint(); n > 0; n--) {
    const head = from.uint();
    gauges.set(Math.floor(head / 2), head % 2 === 1 ? null : from.int());
  }
  const counters = new Map<number, number>();
  for (let n = from.uint(); n > 0; n--) {
    const series = from.uint();
    counters.set(series, from.uint());
  }
  const sketches = new Map<number, Sketch>();
  for (let n = from.uint(); n > 0; n--) {
    const series = from.uint();
    sketches.set(series, Sketch.read(from));
  }
  from.end();
  return { gauges, counters, sketches };
}
