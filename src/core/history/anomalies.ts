import type { Anomaly } from '../../shared/history.ts';
import { count, duration } from '../../shared/words.ts';
import type { Bucket } from './bucket.ts';
import { byDays } from './earlier.ts';
import { floorTo, HOUR, MINUTE } from './levels.ts';
import type { HistoryReader } from './query.ts';
import { SERIES } from './series.ts';
import { countOf, levelOf, sketchOf, type SeriesNames } from './sums.ts';

const WEEKS = 8;
/** Fewer past weeks than this are no habit. */
const LEAST_WEEKS = 3;
/** An hour of which less was watched says nothing. */
const LEAST_WATCHED_MS = 30 * MINUTE;

interface Measure {
  readonly key: string;
  readonly name: string;
  readonly of: (bucket: Bucket, names: SeriesNames) => number | null;
  readonly words: (value: number) => string;
  /** Less of a difference than this is none. */
  readonly least: number;
}

const measures: readonly Measure[] = [
  {
    key: 'failed',
    name: 'Failures',
    of: (bucket, names) => countOf(bucket, names, SERIES.failed),
    words: count,
    least: 3,
  },
  {
    key: 'arrived',
    name: 'Arrivals',
    of: (bucket, names) => countOf(bucket, names, SERIES.arrived),
    words: count,
    least: 10,
  },
  {
    key: 'finished',
    name: 'Finished tasks',
    of: (bucket, names) => countOf(bucket, names, SERIES.finished),
    words: count,
    least: 10,
  },
  {
    key: 'waiting',
    name: 'Tasks waiting, on average',
    of: (bucket, names) => levelOf(bucket, names, SERIES.waiting)?.mean ?? null,
    words: (value) => count(Math.round(value)),
    least: 5,
  },
  {
    key: 'completion',
    name: 'Time that half of the tasks take',
    of: (bucket, names) => sketchOf(bucket, names, SERIES.completion)?.quantile(0.5) ?? null,
    words: duration,
    least: MINUTE,
  },
];

/** What of the last hour is unlike the same hour of the week in past weeks. */
export function anomaliesOf(reader: HistoryReader, now: number): Anomaly[] {
  const to = floorTo(now, MINUTE);
  // By the clock on the wall: people and their machines keep to it over a change of summer time.
  const hour = (weeks: number): Bucket => {
    const end = byDays(to, -7 * weeks);
    return reader.total(end - HOUR, end, now);
  };
  const last = hour(0);
  if (last.watchedMs < LEAST_WATCHED_MS) return [];
  const past = Array.from({ length: WEEKS }, (_, week) => hour(week + 1)).filter(
    ({ watchedMs }) => watchedMs >= LEAST_WATCHED_MS,
  );
  const names = reader.series();
  return measures.flatMap((measure) => {
    const value = measure.of(last, names);
    const usual = past.map((bucket) => measure.of(bucket, names)).filter((v) => v !== null);
    const text = value === null ? null : unlike(measure, value, usual);
    return text === null ? [] : [{ key: measure.key, text }];
  });
}

/** Twice as much as ever, or half as little: said with what is usual; null where it is not so. */
export function unlike(
  { name, words, least }: Pick<Measure, 'name' | 'words' | 'least'>,
  value: number,
  usual: readonly number[],
): string | null {
  if (usual.length < LEAST_WEEKS) return null;
  const [low, high] = [Math.min(...usual), Math.max(...usual)];
  const isMore = value > 2 * high && value - high >= least;
  const isLess = value < low / 2 && low - value >= least;
  if (!isMore && !isLess) return null;
  const range = low === high ? words(low) : `${words(low)} to ${words(high)}`;
  return `${name}: ${words(value)} in the last hour; ${range} at this hour in the last ${usual.length} weeks on record.`;
}
