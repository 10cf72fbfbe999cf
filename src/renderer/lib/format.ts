import { format, isSameDay } from 'date-fns';
import { humanizer } from 'humanize-duration';

/** Words for numbers, durations and times. The interface is English; times are the user's own zone. */

const short = humanizer({
  language: 'short',
  languages: {
    short: {
      y: () => 'y',
      mo: () => 'mo',
      w: () => 'w',
      d: () => 'd',
      h: () => 'h',
      m: () => 'min',
      s: () => 's',
      ms: () => 'ms',
    },
  },
  units: ['y', 'd', 'h', 'm', 's'],
  round: true,
  spacer: ' ',
  delimiter: ' ',
});

const hour = 3_600_000;
const dash = '–';

/** A span of milliseconds: "41 s", "14 min", "3 h 12 min", "2 d 4 h". Never negative. */
export function duration(ms: number): string {
  const span = Math.max(0, ms);
  if (!Number.isFinite(span)) return dash;
  return short(span, { largest: span < hour ? 1 : 2 });
}

/** "just now" or "14 min ago". */
export function ago(ms: number): string {
  return ms < 1000 ? 'just now' : `${duration(ms)} ago`;
}

/** A measured cost in milliseconds: "0.27 ms", "14 ms", "1.2 s". */
export function cost(ms: number | null): string {
  if (ms === null) return dash;
  if (ms < 10) return `${ms.toFixed(ms < 1 ? 2 : 1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const compactNumber = new Intl.NumberFormat('en', {
  notation: 'compact',
  maximumFractionDigits: 1,
});

/** A count: "4,182"; a dash when it is not known. */
export function count(value: number | null): string {
  return value === null ? dash : whole.format(value);
}

/** A count where there is little room: "4,182", "39.7K", "1.2M". */
export function compact(value: number): string {
  return value < 10_000 ? whole.format(value) : compactNumber.format(value);
}

/** Events a minute, without the unit: "3.1", "0", "120". */
export function rate(value: number | null): string {
  if (value === null) return dash;
  return value === 0 || Math.abs(value) >= 100 ? whole.format(value) : oneDigit.format(value);
}

/** The same with its sign: "+3.1", "−0.4", "0". */
export function signed(value: number): string {
  const text = rate(Math.abs(value));
  if (Number(text.replaceAll(',', '')) === 0) return '0';
  return `${value > 0 ? '+' : '−'}${text}`;
}

/** Share of `part` in `whole`: "6.2 %"; a dash when there is nothing to share. */
export function percent(part: number, of: number): string {
  if (of <= 0) return dash;
  const value = (part / of) * 100;
  return `${value === 0 || value >= 10 ? whole.format(value) : oneDigit.format(value)} %`;
}

/** "5 sessions", "1 session". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "16:50:07" today, "12 Nov 16:50" on another day. */
export function clockTime(t: number, now: number): string {
  if (!isTime(t)) return dash;
  return format(t, isSameDay(t, now) ? 'HH:mm:ss' : 'd MMM HH:mm');
}

/** "12 Nov 2026, 16:50:07". */
export function fullTime(t: number): string {
  return isTime(t) ? format(t, 'd MMM yyyy, HH:mm:ss') : dash;
}

const isTime = (t: number): boolean => Math.abs(t) <= 8.64e15;
