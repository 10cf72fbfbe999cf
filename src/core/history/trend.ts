import type { TrendReport } from '../../shared/history.ts';
import { count, duration, plural, rate } from '../../shared/words.ts';
import { forecast } from '../queue/forecast.ts';
import { DAY, floorTo, MINUTE } from './levels.ts';
import type { HistoryReader } from './query.ts';
import { SERIES } from './series.ts';
import { countOf, levelOf, type SeriesNames } from './sums.ts';
import type { Bucket } from './bucket.ts';

/** A minute as the trend sees it; null gauges are not known. */
export interface Minute {
  readonly waiting: number | null;
  readonly inFlight: { readonly min: number; readonly max: number } | null;
  readonly arrived: number;
  readonly left: number;
  readonly ready: number | null;
  readonly working: number | null;
}

const HOUR_MIN = 60;
/** What is judged: how many wait this many minutes later. */
const AHEAD_MIN = 30;
const STEP_MIN = 10;
/** 80 % of a normal distribution lie within this many deviations. */
const DEVIATIONS = 1.28;
/** Tasks wait this long and nobody takes them: starved. */
const STARVED_MIN = 10;
const EVERY_MIN = 15;

/** Where the queues are heading. Reads the last day, minute by minute. */
export function trendOf(reader: HistoryReader, now: number): TrendReport {
  const names = reader.series();
  const to = floorTo(now, MINUTE);
  const from = to - DAY - (HOUR_MIN + AHEAD_MIN) * MINUTE;
  const minutes: (Minute | null)[] = Array.from({ length: (to - from) / MINUTE }, () => null);
  for (const { t, bucket } of reader.minutes(from, to)) {
    minutes[(t - from) / MINUTE] = minuteOf(bucket, names);
  }
  return judge(minutes);
}

function minuteOf(bucket: Bucket, names: SeriesNames): Minute {
  const level = (...series: string[]) => levelOf(bucket, names, series);
  return {
    waiting: level(...SERIES.waiting)?.mean ?? null,
    inFlight: level(...SERIES.inFlight),
    arrived: countOf(bucket, names, SERIES.arrived),
    left: countOf(bucket, names, [...SERIES.finished, ...SERIES.failed]),
    ready: level('sessions.ready')?.min ?? null,
    working: level('sessions.working')?.max ?? null,
  };
}

/** Judges by the last hour of `minutes` (oldest first; null where nobody watched). */
export function judge(minutes: readonly (Minute | null)[]): TrendReport {
  const hour = minutes.slice(-HOUR_MIN).filter((minute) => minute !== null);
  const last = hour.at(-1);
  const nothing = { expected: null, kept: keptOf(minutes) };
  if (last === undefined || last.waiting === null || hour.length < 5) {
    return {
      ...nothing,
      kind: 'unknown',
      text: 'Too early to say where the queues are heading.',
      detail: 'A trend needs at least five watched minutes of the last hour.',
    };
  }
  const waiting = Math.round(last.waiting);
  const starved = starvedBecause(minutes.slice(-STARVED_MIN));
  if (starved !== null) {
    return {
      ...nothing,
      kind: 'starved',
      text: `Starved: ${plural(waiting, 'task')} ${waiting === 1 ? 'waits' : 'wait'}, and nobody takes ${waiting === 1 ? 'it' : 'them'}.`,
      detail: starved,
    };
  }
  const five = hour.slice(-5);
  const perMin = (some: readonly Minute[], of: (minute: Minute) => number): number =>
    some.reduce((sum, minute) => sum + of(minute), 0) / some.length;
  const rates = (of: (minute: Minute) => number) => ({
    perMin1: of(last),
    perMin5: perMin(five, of),
    perMin60: perMin(hour, of),
  });
  const arrivals = rates(({ arrived }) => arrived);
  const finishes = rates(({ left }) => left);
  const { trend, emptyInMs } = forecast({
    waiting,
    inFlight: Math.round(last.inFlight?.max ?? 0),
    arrivals,
    finishes,
  });
  const kind = trend === 'stopped' ? 'steady' : trend;
  return {
    kind,
    text: sentences[kind](waiting, emptyInMs),
    detail: `${rate(arrivals.perMin60)} a minute arrive, ${rate(finishes.perMin60)} leave, over the last hour.`,
    expected: expectedAt(minutes, minutes.length),
    kept: keptOf(minutes),
  };
}

type Kind = TrendReport['kind'];
const sentences: Readonly<
  Record<Exclude<Kind, 'starved'>, (waiting: number, emptyInMs: number | null) => string>
> = {
  draining: (waiting, emptyInMs) =>
    `Draining: ${count(waiting)} waiting${emptyInMs === null ? '' : `, about ${duration(emptyInMs)} to empty`}.`,
  growing: (waiting) => `Growing: ${count(waiting)} waiting, and more arrive than leave.`,
  steady: (waiting) => `Steady: ${count(waiting)} waiting.`,
  empty: () => 'Nothing waits.',
  unknown: (waiting) => `${count(waiting)} waiting; too early to say where that is heading.`,
};

/** Why tasks wait and nobody takes them, all of these minutes; null where that is not so. */
function starvedBecause(minutes: readonly (Minute | null)[]): string | null {
  const known = minutes.filter((minute) => minute !== null);
  if (known.length < STARVED_MIN || known.some(({ waiting }) => (waiting ?? 0) < 1)) return null;
  if (known.every(({ working }) => working === 0)) {
    return `Nobody has worked for ${STARVED_MIN} min.`;
  }
  const isStill = known.every(
    ({ left, inFlight }) => left === 0 && inFlight !== null && inFlight.min === inFlight.max,
  );
  const ready = Math.min(...known.map((minute) => minute.ready ?? 0));
  return isStill && ready > 0
    ? `${plural(ready, 'session')} ${ready === 1 ? 'was' : 'were'} ready for ${STARVED_MIN} min, and none was given anything.`
    : null;
}

/** How many will wait half an hour after `end` (an index), likely; by the hour before it. */
function expectedAt(
  minutes: readonly (Minute | null)[],
  end: number,
): { readonly low: number; readonly high: number } | null {
  const levels: number[] = [];
  for (let i = end - 1; i >= end - 1 - HOUR_MIN && i >= 0; i -= STEP_MIN) {
    const waiting = minutes[i]?.waiting;
    if (waiting === null || waiting === undefined) return null;
    levels.unshift(waiting);
  }
  const now = levels.at(-1);
  if (now === undefined || levels.length <= HOUR_MIN / STEP_MIN) return null;
  const steps = levels.slice(1).map((level, i) => level - (levels[i] ?? 0));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / (steps.length - 1);
  const n = AHEAD_MIN / STEP_MIN;
  // The mean itself is uncertain, too: over few steps that is as much as the steps' own spread.
  const spread = DEVIATIONS * Math.sqrt(variance * (n + (n * n) / steps.length));
  return {
    low: Math.max(0, Math.floor(now + n * mean - spread)),
    high: Math.max(0, Math.ceil(now + n * mean + spread)),
  };
}

/** What the ranges given at every quarter of an hour of the day before came to. */
function keptOf(minutes: readonly (Minute | null)[]): TrendReport['kept'] {
  let held = 0;
  let of = 0;
  for (let end = HOUR_MIN + 1; end + AHEAD_MIN <= minutes.length; end += EVERY_MIN) {
    const range = expectedAt(minutes, end);
    const came = minutes[end + AHEAD_MIN - 1]?.waiting;
    if (range === null || came === null || came === undefined) continue;
    of++;
    if (came >= range.low && came <= range.high) held++;
  }
  return of === 0 ? null : { held, of };
}
