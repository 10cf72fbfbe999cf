/** When a block ends, from an agent's own words: `6:35am (UTC)`, `Nov 27, 4:18am`, `in 2h 5m`. */

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const DURATION = /(\d+)\s*(d|h|m|s)(?:ays?|ours?|rs?|in(?:ute)?s?|ec(?:ond)?s?)?(?![a-z])/gi;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE = /\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (20\d\d))?\b/i;
const ISO_DATE = /\b(20\d\d)-(\d\d)-(\d\d)\b/;
const CLOCK = /\b(\d{1,2})(?::(\d\d))?(?::\d\d)? ?(am|pm)\b|\b(\d{1,2}):(\d\d)\b/i;
const ZONE = /\(([A-Za-z]+(?:\/[A-Za-z_+\-0-9]+)*)\)|\b(UTC|GMT|Z)\b/;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Milliseconds since the epoch, or null where the words hold no time. `now`: when they were on the
 * screen. A clock without a zone is read in `zone` (IANA; this machine's own by default), one
 * without a date as the next such time.
 */
export function parseUntil(words: string, now: number, zone = localZone()): number | null {
  const text = words.slice(0, 200).replaceAll(/\s+/g, ' ');
  const clock = CLOCK.exec(text);
  const date = dateIn(text, now);
  if (clock === null && date === null) return afterDuration(text, now);
  const stated = ZONE.exec(text);
  const place = usableZone(stated?.[1] ?? (stated === null ? zone : 'UTC'), zone);
  const time = clock === null ? { hour: 0, minute: 0 } : timeOf(clock);
  if (time === null) return null;
  const at = instantOf(date ?? dayAt(now, place), time, place);
  return date === null && at <= now ? at + 86_400_000 : at;
}

const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function afterDuration(text: string, now: number): number | null {
  let total: number | null = null;
  for (const [, amount, unit] of text.matchAll(DURATION)) {
    total = (total ?? 0) + Number(amount) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? 0);
  }
  return total === null ? null : now + total;
}

function timeOf(clock: RegExpExecArray): { hour: number; minute: number } | null {
  const half = clock[3]?.toLowerCase();
  const hour = Number(clock[1] ?? clock[4]);
  const minute = Number(clock[2] ?? clock[5] ?? 0);
  if (minute > 59 || hour > 23 || (half !== undefined && (hour > 12 || hour === 0))) return null;
  if (half === undefined) return { hour, minute };
  return { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute };
}

function dateIn(text: string, now: number): Day | null {
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]) - 1, day: Number(iso[3]) };
  const match = DATE.exec(text);
  const month = MONTHS.indexOf(match?.[1]?.toLowerCase() ?? '');
  if (match === null || month < 0) return null;
  const year = new Date(now).getUTCFullYear();
  const day = Number(match[2]);
  if (match[3] !== undefined) return { year: Number(match[3]), month, day };
  // In December, "Jan 3" is next year's.
  const isPast = Date.UTC(year, month, day + 2) < now;
  return { year: isPast ? year + 1 : year, month, day };
}

function usableZone(zone: string, fallback: string): string {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
}

/** How far a zone's clocks are ahead of UTC at an instant, in ms. */
function offsetAt(instant: number, zone: string): number {
  const name = Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name ?? '') ?? [];
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -ms : ms;
}

function dayAt(instant: number, zone: string): Day {
  const there = new Date(instant + offsetAt(instant, zone));
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth(),
    day: there.getUTCDate(),
  };
}

function instantOf(
  { year, month, day }: Day,
  { hour, minute }: { hour: number; minute: number },
  zone: string,
): number {
  const asUtc = Date.UTC(year, month, day, hour, minute);
  const at = asUtc - offsetAt(asUtc, zone);
  // Across a change of clocks the offset at the instant itself counts.
  return asUtc - offsetAt(at, zone);
}
