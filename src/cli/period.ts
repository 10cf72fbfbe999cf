import { isValid } from 'date-fns/isValid';
import { parseISO } from 'date-fns/parseISO';
import { DAY, HOUR, MINUTE } from '../core/history/levels.ts';
import { historyQuery } from '../shared/history.ts';

interface Flags {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly last?: string | undefined;
}

interface Period {
  readonly from: number;
  readonly to: number;
}

const UNITS: Readonly<Record<string, number>> = {
  min: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
};

const MOMENTS = 'takes a date or a time, such as 2026-11-24 or 2026-11-24T03:10';

/** The stretch of time that the flags mean, ms; a sentence where they mean none. */
export function periodOf(flags: Flags, now: number): Period | string {
  const { from, to, last } = flags;
  if (last !== undefined && from !== undefined) return '--last and --from exclude each other';
  const end = to === undefined ? now : momentOf(to);
  if (end === null) return `--to ${MOMENTS}`;
  const begin = from === undefined ? end - (lengthOf(last ?? '24h') ?? Number.NaN) : momentOf(from);
  if (begin === null) return `--from ${MOMENTS}`;
  if (Number.isNaN(begin)) return '--last takes a length, such as 15min, 24h, 7d, 4w or 1y';
  const period = historyQuery.safeParse({ from: begin, to: end, compare: 'none' });
  if (!period.success)
    return 'a period is between 5 minutes and two years long, and ends after it begins';
  return { from: period.data.from, to: period.data.to };
}

/** A date, or a time, of this machine's zone unless it names another. */
function momentOf(given: string): number | null {
  const time = parseISO(given.trim());
  return isValid(time) ? time.getTime() : null;
}

function lengthOf(given: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,6})\s*(min|h|d|w|y)$/.exec(given.trim()) ?? [];
  const ms = UNITS[unit];
  return amount === undefined || ms === undefined ? null : Number(amount) * ms;
}
