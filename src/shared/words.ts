import humanizeDuration from 'humanize-duration';
import type { QueueName } from './model.ts';

/** Words for numbers and durations, the same wherever Lookout says them. The interface is English. */

const short = humanizeDuration.humanizer({
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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DASH = '–';

/** A span of milliseconds: "41 s", "14 min", "3 h 12 min", "2 d 4 h". Never negative. */
export function duration(ms: number): string {
  const span = Math.max(0, ms);
  if (!Number.isFinite(span)) return DASH;
  if (span < HOUR_MS) return short(span, { largest: 1 });
  return short(span, { largest: 2, units: span < DAY_MS ? ['h', 'm'] : ['y', 'd', 'h'] });
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A count: "4,182"; a dash when it is not known. */
export function count(value: number | null): string {
  return value === null ? DASH : whole.format(value);
}

/** Events a minute, without the unit: "3.1", "0", "120". */
export function rate(value: number | null): string {
  if (value === null) return DASH;
  return value === 0 || Math.abs(value) >= 100 ? whole.format(value) : oneDigit.format(value);
}

/** "120 KiB", "4.2 MiB", "43 MiB", "60 GiB": of bytes, rounded up while small. */
export const fileSize = (bytes: number): string =>
  bytes < 1_048_576
    ? `${Math.ceil(bytes / 1024)} KiB`
    : bytes < 10_485_760
      ? `${(bytes / 1_048_576).toFixed(1)} MiB`
      : bytes < 10_737_418_240
        ? `${Math.round(bytes / 1_048_576)} MiB`
        : `${Math.round(bytes / 1_073_741_824)} GiB`;

/** "5 sessions", "1 session". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** "a, b, c and 4 more". */
export function named(names: readonly string[], shown = 4): string {
  const rest = names.length - shown;
  return rest > 0
    ? `${names.slice(0, shown).join(', ')} and ${count(rest)} more`
    : names.join(', ');
}

/** A sentence as the continuation of another: "It is gone." becomes "it is gone."; "SQLite" stays. */
export const lowerFirst = (text: string): string =>
  text.replace(/^[A-Z](?=[a-z ])/u, (first) => first.toLowerCase());

/** What people call the two queues. */
export const queueLabel: Readonly<Record<QueueName, string>> = {
  prompts: 'prompts',
  task_queue: 'task queue',
};
