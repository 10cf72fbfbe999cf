import type { Percentiles } from '../../shared/model.ts';

/** Nearest-rank percentiles of durations in milliseconds. */
export function toPercentiles(durations: readonly number[]): Percentiles {
  const sorted = durations.toSorted((a, b) => a - b);
  const rank = (share: number): number | null =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
  return { p50Ms: rank(0.5), p95Ms: rank(0.95), samples: sorted.length };
}
