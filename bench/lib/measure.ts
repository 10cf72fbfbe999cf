import { performance } from 'node:perf_hooks';

/** `fraction` 0.5 is the median, 0.99 the 99th percentile (nearest rank). Throws on no values. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((x, y) => x - y);
  const found = sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)];
  if (found === undefined) throw new Error('No values to take a quantile of');
  return found;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

type Work = () => unknown;

/** Milliseconds that one call takes, awaited. */
export async function timeMs(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Median milliseconds of two pieces of work, called in turn so that a busy moment of the machine
 * falls on both. Both run `warmup` times unmeasured first.
 */
export async function compareMs(
  a: Work,
  b: Work,
  { rounds = 9, warmup = 2 } = {},
): Promise<{ a: number; b: number }> {
  const times = { a: [] as number[], b: [] as number[] };
  for (let round = -warmup; round < rounds; round++) {
    const measured = { a: await timeMs(a), b: await timeMs(b) };
    if (round < 0) continue;
    times.a.push(measured.a);
    times.b.push(measured.b);
  }
  return { a: median(times.a), b: median(times.b) };
}
