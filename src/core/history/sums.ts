import type { Bucket } from './bucket.ts';
import type { Sketch } from './sketch.ts';

export type SeriesNames = ReadonlyMap<string, number>;

/** Events of several counters together. */
export const countOf = (bucket: Bucket, names: SeriesNames, series: readonly string[]): number =>
  series.reduce((sum, name) => sum + (bucket.counters.get(names.get(name) ?? -1) ?? 0), 0);

/** Mean, least and most of several gauges together; null where none of them is known. */
export function levelOf(
  bucket: Bucket,
  names: SeriesNames,
  series: readonly string[],
): { readonly mean: number; readonly min: number; readonly max: number } | null {
  const gauges = series.flatMap((name) => bucket.gauges.get(names.get(name) ?? -1) ?? []);
  if (gauges.length === 0) return null;
  return gauges.reduce(
    (sum, { integral, ms, min, max }) => ({
      mean: sum.mean + integral / ms,
      min: sum.min + min,
      max: sum.max + max,
    }),
    { mean: 0, min: 0, max: 0 },
  );
}

/** The durations of several series in one sketch; null where there are none. */
export function sketchOf(
  bucket: Bucket,
  names: SeriesNames,
  series: readonly string[],
): Sketch | null {
  const [first, ...others] = series.flatMap(
    (name) => bucket.sketches.get(names.get(name) ?? -1) ?? [],
  );
  return first === undefined ? null : others.length === 0 ? first : first.mergedWith(others);
}
