import { format, isSameDay } from 'date-fns';
import { count, duration, rate } from '../../shared/words.ts';

/** Words that only the window needs, beside those of shared/words.ts. Times are the user's own zone. */

const dash = '–';

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

const compactNumber = new Intl.NumberFormat('en', {
  notation: 'compact',
  maximumFractionDigits: 1,
});

/** A count where there is little room: "4,182", "39.7K", "1.2M". */
export function compact(value: number): string {
  return value < 10_000 ? count(value) : compactNumber.format(value);
}

/** Events a minute with their sign: "+3.1", "−0.4", "0". */
export function signed(value: number): string {
  const text = rate(Math.abs(value));
  if (Number(text.replaceAll(',', '')) === 0) return '0';
  return `${value > 0 ? '+' : '−'}${text}`;
}

/** Share of `part` in `whole`: "6.2 %"; a dash when there is nothing to share. */
export function percent(part: number, of: number): string {
  if (of <= 0) return dash;
  const value = (part / of) * 100;
  return `${value >= 10 ? count(value) : rate(value)} %`;
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
