import type { Rates } from '../../shared/model.ts';

/** Some events at one second. */
export interface Events {
  readonly at: number;
  readonly count: number;
}

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** A writer's clock may be a little ahead of ours; events later than this have impossible dates. */
const AHEAD_MS = MINUTE_MS;

/** How many happened in the last `windowMs` before `now`. */
export function countSince(events: readonly Events[], now: number, windowMs: number): number {
  let total = 0;
  for (const { at, count } of events) {
    if (at > now - windowMs && at <= now + AHEAD_MS) total += count;
  }
  return total;
}

/** Events a minute over the last 1, 5 and 60 minutes. */
export function toRates(events: readonly Events[], now: number): Rates {
  const perMinute = (minutes: number): number =>
    countSince(events, now, minutes * MINUTE_MS) / minutes;
  return { perMin1: perMinute(1), perMin5: perMinute(5), perMin60: perMinute(60) };
}

export const unknownRates: Rates = { perMin1: null, perMin5: null, perMin60: null };
