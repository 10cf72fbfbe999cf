import type { FailureHistory } from '../../shared/history.ts';
import type { Chart, ChartPoint } from '../../shared/model.ts';
import { QUARTER_MS } from '../queue/failures.ts';
import { COUNTS_KEPT_MS, type CountedFailure } from './failure-counts.ts';
import { floorTo } from './levels.ts';

/** Kinds that are drawn by themselves; the others together. */
const DRAWN = 5;
const MOST_POINTS = 120;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

const keyOf = ({ queue, pattern }: Pick<CountedFailure, 'queue' | 'pattern'>): string =>
  `${queue} ${pattern}`;

/** How often each kind happened in the stretch. */
export function withCounts(
  kinds: readonly Omit<FailureHistory, 'count'>[],
  counts: readonly CountedFailure[],
): FailureHistory[] {
  const sums = new Map<string, number>();
  for (const one of counts) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.count);
  return kinds.map((kind) => ({ ...kind, count: sums.get(keyOf(kind)) ?? 0 }));
}

/**
 * Failures by kind over time: the most frequent kinds by themselves. Their keys are `kind0`, `kind1` …
 * and `other`; null before what is kept.
 */
export function failureChart(counts: readonly CountedFailure[], { from, to, now }: Stretch): Chart {
  const stepMs = Math.ceil((to - from) / MOST_POINTS / QUARTER_MS) * QUARTER_MS;
  const drawn = mostFrequent(counts);
  const keys = new Map(drawn.map((kind, i) => [keyOf(kind), `kind${i}`]));
  const series = drawn.map(({ pattern }, i) => ({ key: `kind${i}`, label: pattern }));
  const hasOthers = counts.some((one) => !keys.has(keyOf(one)));
  if (hasOthers) series.push({ key: 'other', label: 'other kinds' });
  const cells = new Map<number, Map<string, number>>();
  for (const one of counts) {
    const t = floorTo(one.t, stepMs);
    const cell = cells.get(t) ?? new Map<string, number>();
    const key = keys.get(keyOf(one)) ?? 'other';
    cells.set(t, cell.set(key, (cell.get(key) ?? 0) + one.count));
  }
  const points: ChartPoint[] = [];
  for (let t = floorTo(from, stepMs); t < to; t += stepMs) {
    const isKept = t + stepMs > now - COUNTS_KEPT_MS;
    const values = series.map(({ key }) => [key, isKept ? (cells.get(t)?.get(key) ?? 0) : null]);
    points.push({ ...Object.fromEntries(values), t });
  }
  return { series, points };
}

function mostFrequent(counts: readonly CountedFailure[]): CountedFailure[] {
  const kinds = Map.groupBy(counts, keyOf);
  return [...kinds.values()]
    .flatMap((members) => {
      const [first] = members;
      const count = members.reduce((n, one) => n + one.count, 0);
      return first === undefined ? [] : [{ ...first, count }];
    })
    .toSorted((a, b) => b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1))
    .slice(0, DRAWN);
}
