import { expect, it } from 'vitest';
import fc from 'fast-check';
import { placeTimes, timeAxis } from '../../src/renderer/lib/time-axis.ts';

const minute = 60_000;
const at = (h: number, m: number) => new Date(2026, 10, 12, h, m, 0).getTime();

it('puts ticks on round local times', () => {
  const { ticks, label } = timeAxis(at(16, 3), at(17, 3), 7);
  expect(ticks.map((tick) => label(tick))).toEqual([
    '16:10',
    '16:20',
    '16:30',
    '16:40',
    '16:50',
    '17:00',
  ]);
});

it('names days where the span has several', () => {
  const { ticks, label } = timeAxis(at(12, 0), at(12, 0) + 3 * 1440 * minute, 7);
  expect(ticks.map((tick) => label(tick))).toContain('13 Nov');
});

it('has few ticks, inside, in order, for any span', () => {
  const start = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(start, fc.integer({ min: 5, max: 1_051_200 }), (from, minutes) => {
      const to = from + minutes * minute;
      const { ticks } = timeAxis(from, to, 7);
      expect(ticks.length).toBeLessThanOrEqual(9);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.every((tick) => tick >= from && tick <= to)).toBe(true);
      expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
    }),
  );
});

it('has no ticks for no span', () => {
  expect(timeAxis(5, 5, 7).ticks).toEqual([]);
  expect(timeAxis(Number.NaN, 5, 7).ticks).toEqual([]);
});

it('gives each of its times room, and none beyond the end', () => {
  const span = { fromAt: at(16, 3), toAt: at(17, 0) };
  const axis = timeAxis(span.fromAt, span.toAt, 7);
  const wide = placeTimes(axis, { ...span, width: 700 });
  expect(wide.map(({ t }) => t)).toEqual(axis.ticks);
  expect(wide.at(-1)?.x).toBeLessThan(700);
  const narrow = placeTimes(axis, { ...span, width: 150 });
  expect(narrow.map(({ text }) => text)).toEqual(['16:10', '16:40']);
});
