const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A clock that stands before this (it starts in 1970 where no battery holds it) was never set, ms. */
export const EARLIEST_MS = Date.UTC(2020, 0, 1);

/** Raw samples are kept this long, ms. */
export const RAW_KEPT_MS = 24 * HOUR;

/** Changes of state and the spans that bound them are kept this long, ms; after it, days remain. */
export const CHANGES_KEPT_MS = 30 * DAY;
/** And never more than this many a root: a fleet that flaps must not fill the disk. */
export const MAX_CHANGES = 50_000;
/** Time spent in each state, a day a row, is kept this long, ms. */
export const DAYS_KEPT_MS = 731 * DAY;

export interface Level {
  /** Width of a bucket, ms. */
  readonly step: number;
  readonly keptMs: number;
  /** So much of it is packed into one piece once it is no longer written to. */
  readonly packMs: number;
}

/** Finest first; each is a whole multiple of the one before. The widest are for long ranges. */
export const LEVELS: readonly Level[] = [
  { step: MINUTE, keptMs: 30 * DAY, packMs: DAY },
  { step: 15 * MINUTE, keptMs: 731 * DAY, packMs: DAY },
  // For charts of weeks. Two years of it would be a fifth of the file.
  { step: HOUR, keptMs: 100 * DAY, packMs: 4 * DAY },
  { step: 6 * HOUR, keptMs: 731 * DAY, packMs: 16 * DAY },
  { step: DAY, keptMs: 731 * DAY, packMs: 64 * DAY },
];

/** What totals are made of: none of them is kept for less long than a finer one. */
export const LEVELS_OF_TOTALS = LEVELS.filter(({ step }) => step !== HOUR);

/** Buckets are left as they are until they are this old: the last day is what is read most. */
export const LOOSE_MS = 2 * DAY;

/** A silence longer than this between two readings is a gap (asleep, stopped), not a steady value. */
export const GAP_MS = 90 * SECOND;

/** While nothing changes a key frame is still written this often, so that none is ever far away. */
export const KEY_EVERY_MS = 60 * MINUTE;

export const floorTo = (t: number, step: number): number => Math.floor(t / step) * step;
export const ceilTo = (t: number, step: number): number => Math.ceil(t / step) * step;
