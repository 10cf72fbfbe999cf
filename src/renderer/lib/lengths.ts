const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How much time charts can show, with short and long names, shortest first. */
export const lengths: readonly (readonly [ms: number, label: string, long: string])[] = [
  [15 * MINUTE, '15 min', '15 minutes'],
  [HOUR, '1 h', '1 hour'],
  [6 * HOUR, '6 h', '6 hours'],
  [DAY, '24 h', '24 hours'],
  [7 * DAY, '7 d', '7 days'],
  [30 * DAY, '30 d', '30 days'],
  [365 * DAY, '1 y', '1 year'],
  [730 * DAY, '2 y', '2 years'],
];
