import type { Stored } from '../sources/stored.ts';

/**
 * Times as the Architect system's writers store them. SQLite's own CURRENT_TIMESTAMP is UTC,
 * `YYYY-MM-DD HH:MM:SS`; Python's `datetime.now().isoformat()` is local, `YYYY-MM-DDTHH:MM:SS.ffffff`.
 * Only that exact second form is read as local time: whatever else names no zone is UTC.
 */

const FORM =
  /^(\d{4})-(\d\d)-(\d\d)(?:([ T])(\d\d):(\d\d)(?::(\d\d)(\.\d{0,9})?)?)?(Z|[+-]\d\d:?\d\d)?$/;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Milliseconds since the epoch, or null for what is no possible time from 1970 on. */
export function parseTime(value: Stored | undefined): number | null {
  if (typeof value !== 'string') return null;
  const match = FORM.exec(value.trim());
  if (match === null) return null;
  const [, year, month, day, separator, hour = '0', minute = '0', second = '0', fraction, zone] =
    match;
  const date = [Number(year), Number(month) - 1, Number(day)] as const;
  const time = [
    Number(hour),
    Number(minute),
    Number(second),
    Math.floor(Number(`0${fraction ?? ''}`) * 1000),
  ] as const;
  if (!isPossible(date, time)) return null;
  const isLocal = separator === 'T' && fraction !== undefined && zone === undefined;
  const at = isLocal
    ? new Date(...date, ...time).getTime()
    : Date.UTC(...date, ...time) - offsetMs(zone);
  return at >= 0 ? at : null;
}

function isPossible(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number, number],
): boolean {
  if (hour > 23 || minute > 59 || second > 59) return false;
  // A day that its month does not have rolls over into the next month.
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day;
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * MINUTE_MS;
}

/** SQL that shortens the time in `column` to its second, keeping apart what `parseTime` keeps apart. */
export const secondOf = (column: string): string =>
  `CASE WHEN substr(${column}, 20, 1) = '.' AND length(${column}) = 26 THEN substr(${column}, 1, 20) ELSE ${column} END`;

/**
 * Bounds of what is a time at all, as text. Whole dates, because the columns' declared type makes
 * SQLite compare with a number what looks like one.
 */
export const FIRST_TIME = '1970-01-01';
export const AFTER_LAST_TIME = '3000-01-01';

/** `low` ≤ text < `high`, compared as SQLite compares text. */
export interface TextRange {
  readonly low: string;
  readonly high: string;
}

/**
 * The stretches of text order in which times from `fromAt` to `toAt` lie, in both stored forms. A
 * blank sorts before `T`, so that on one day all times of one form sort before all of the other;
 * an index on the column answers each stretch by itself. Some stretches hold later times of the
 * same day, too: parse what comes back and compare again.
 */
export function textRanges(fromAt: number, toAt: number): TextRange[] {
  return merge([
    ...dayRanges(fromAt, toAt, ' ', 'T'),
    ...dayRanges(fromAt, toAt, 'T', 'U'),
    ...dayRanges(asLocal(fromAt), asLocal(toAt), 'T', 'U'),
  ]);
}

/** The moment whose UTC reading is what local clocks show at `at`. */
const asLocal = (at: number): number => at - new Date(at).getTimezoneOffset() * MINUTE_MS;

/** One stretch a day, from `fromAt` (then from midnight) to the end of that form on that day. */
function dayRanges(fromAt: number, toAt: number, separator: string, next: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (let day = Math.floor(fromAt / DAY_MS) * DAY_MS; day <= toAt; day += DAY_MS) {
    const [date, time] = isoSecond(Math.max(day, fromAt));
    ranges.push({ low: `${date}${separator}${time}`, high: `${date}${next}` });
  }
  return ranges;
}

function isoSecond(at: number): [date: string, time: string] {
  const iso = new Date(at).toISOString();
  return [iso.slice(0, 10), iso.slice(11, 19)];
}

function merge(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.low < b.low ? -1 : 1))) {
    const last = merged.at(-1);
    if (last === undefined || range.low > last.high) merged.push(range);
    else if (range.high > last.high)
      merged[merged.length - 1] = { low: last.low, high: range.high };
  }
  return merged;
}
