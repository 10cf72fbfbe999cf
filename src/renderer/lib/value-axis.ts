const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Round steps of durations, ms. */
const durations = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * DAY),
];

/** Round steps of counts, of one power of ten. */
const counts = [1, 1.5, 2, 2.5, 3, 4, 5, 10];

/** From zero to above `most` in at most `ticks` round values, both ends included. */
export function valueTicks(most: number, ticks: number, unit: 'count' | 'time'): number[] {
  const least = most / Math.max(1, ticks - 1);
  const step = unit === 'time' ? durationStep(least) : countStep(least);
  const n = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: n + 1 }, (_, i) => i * step);
}

const durationStep = (least: number): number =>
  durations.find((step) => step >= least) ?? Math.ceil(least / (500 * DAY)) * 500 * DAY;

/** Whole numbers: there is no half of a task. */
function countStep(least: number): number {
  if (least <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = counts.map((n) => n * power).find((n) => n >= least && Number.isInteger(n));
  return step ?? 10 * power;
}
