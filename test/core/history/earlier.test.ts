import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { laidBehind } from '../../../src/core/history/earlier.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/history/levels.ts';
import { RootRecord } from '../../../src/core/history/root.ts';
import { RootHistory } from '../../../src/core/history/store.ts';
import { historyView } from '../../../src/core/history/view.ts';
import type { Chart, ChartPoint } from '../../../src/shared/model.ts';

/** Zones, a moment within the day on which their clocks are put forward or back, and by how much. */
const changes = [
  ['Europe/Berlin', 'forward', '2026-03-29T12:00:00Z', 60],
  ['Europe/Berlin', 'back', '2026-10-25T12:00:00Z', -60],
  ['America/St_Johns', 'forward', '2026-03-08T15:00:00Z', 60],
  ['America/St_Johns', 'back', '2026-11-01T15:00:00Z', -60],
  ['Australia/Lord_Howe', 'forward', '2026-10-04T02:00:00Z', 30],
  ['Australia/Lord_Howe', 'back', '2026-04-05T02:00:00Z', -30],
] as const;

const minuteOfDay = (t: number): number => {
  const date = new Date(t);
  return date.getHours() * 60 + date.getMinutes();
};
const offset = (t: number): number => -new Date(t).getTimezoneOffset();
const known = (points: readonly ChartPoint[]): { t: number; waiting: number }[] =>
  points.flatMap(({ t, waiting }) => (typeof waiting === 'number' ? [{ t, waiting }] : []));

/** Every 10 minutes of [from, to), the minute of the local day that it is. */
function localTimes(from: number, to: number): Chart {
  const points = Array.from({ length: (to - from) / (10 * MINUTE) }, (_, i) => from + i * 600_000);
  return { series: [], points: points.map((t) => ({ t, waiting: minuteOfDay(t) })) };
}

describe.each(changes)('%s, clocks put %s', (zone, way, at, minutes) => {
  const noon = Date.parse(at);
  beforeEach(() => void vi.stubEnv('TZ', zone));
  afterEach(() => void vi.unstubAllEnvs());

  it.each([1, 7])('lays each point of %i days before at its own time of day', (days) => {
    expect(offset(noon) - offset(noon - DAY)).toBe(minutes);
    for (const to of [noon, noon + DAY, noon + 7 * DAY]) {
      const before = localTimes(to - (days + 1) * DAY, to - days * DAY);
      const { points } = laidBehind(before, days, 10 * MINUTE);
      expect(known(points).length).toBeGreaterThanOrEqual(before.points.length - 6);
      for (const { t, waiting } of known(points)) expect(minuteOfDay(t)).toBe(waiting);
      const times = points.map(({ t }) => t);
      expect(times.every((t, i) => i === 0 || t > (times[i - 1] ?? t))).toBe(true);
    }
  });

  it('leaves a gap where the day before had no such time', () => {
    const to = way === 'forward' ? noon + DAY : noon;
    const { points } = laidBehind(localTimes(to - 2 * DAY, to - DAY), 1, 10 * MINUTE);
    const gaps = points.filter(({ waiting }) => waiting === null);
    expect(gaps).toHaveLength(1);
    const after = points[points.findIndex((point) => point === gaps[0]) + 1];
    expect((after?.t ?? 0) - (gaps[0]?.t ?? 0)).toBe(Math.abs(minutes) * MINUTE);
  });
});

it.each([
  ['Europe/Berlin', '2026-03-29T12:00:00Z'],
  ['America/St_Johns', '2026-11-01T15:00:00Z'],
])('in %s what was recorded yesterday lies behind the same time today', (zone, at) => {
  vi.stubEnv('TZ', zone);
  onTestFinished(() => void vi.unstubAllEnvs());
  const now = Date.parse(at);
  const from = now - 8 * HOUR;
  const { db } = openHistory(':memory:');
  onTestFinished(() => void db.close());
  const samples = new RootHistory(db, '/a');
  for (let t = from - 26 * HOUR; t <= now; t += MINUTE) {
    if (t > from - 15 * HOUR && t < now - HOUR) continue;
    samples.record({
      t,
      gauges: new Map([['prompts.waiting', minuteOfDay(t)]]),
      counters: new Map(),
      durations: new Map(),
    });
  }
  const root = new RootRecord(db, '/a', [], now);
  const { ghost } = historyView(root, { from, to: now, compare: 'day' }, now);
  const found = known(ghost?.depth.points ?? []);
  expect(found.length).toBeGreaterThan((6 * HOUR) / (ghost?.stepMs ?? Infinity));
  for (const { t, waiting } of found) expect(Math.abs(waiting - minuteOfDay(t))).toBeLessThan(2);
});
