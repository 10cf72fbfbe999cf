import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bandPaths,
  barsPath,
  highest,
  layersOf,
  linePath,
  nearest,
} from '../../src/renderer/lib/chart-paths.ts';
import { valueTicks } from '../../src/renderer/lib/value-axis.ts';
import type { ChartPoint } from '../../src/shared/model.ts';

const scale = { x: (t: number) => t, y: (value: number) => 100 - value };
const points: readonly ChartPoint[] = [
  { t: 0, a: 10, b: 5 },
  { t: 1, a: 20, b: 5 },
  { t: 2, a: null, b: null },
  { t: 3, a: 30, b: 0 },
];

it('lays series upon one another, or each upon nothing', () => {
  const [, stacked] = layersOf(points, ['a', 'b'], true);
  expect(stacked?.cells.map(({ base, top }) => [base, top])).toEqual([
    [10, 15],
    [20, 25],
    [0, null],
    [30, 30],
  ]);
  const [, alone] = layersOf(points, ['a', 'b'], false);
  expect(alone?.cells.map(({ top }) => top)).toEqual([5, 5, null, 0]);
  expect(highest(layersOf(points, ['a', 'b'], true))).toBe(30);
  expect(highest([])).toBe(0);
});

it('leaves a gap a gap, and shows a value that stands alone', () => {
  const [a] = layersOf(points, ['a'], true);
  if (a === undefined) throw new Error('there is no layer');
  expect(linePath(a, scale)).toBe('M0 90L1 80M3 70h0.1');
  expect(bandPaths(a, scale)).toEqual({
    area: 'M0 90L1 80L1 100L0 100ZM3 70L3 100Z',
    line: linePath(a, scale),
  });
  expect(barsPath(a, scale)).toBe('M0 100V90M1 100V80M3 100V70');
});

it('draws nothing of a series that was never known', () => {
  const [none] = layersOf(points, ['__proto__'], true);
  if (none === undefined) throw new Error('there is no layer');
  expect([linePath(none, scale), bandPaths(none, scale).area, barsPath(none, scale)]).toEqual([
    '',
    '',
    '',
  ]);
});

it('divides the axis into few round steps that reach the highest value', () => {
  expect(valueTicks(0, 5, 'count')).toEqual([0, 1]);
  expect(valueTicks(3, 5, 'count')).toEqual([0, 1, 2, 3]);
  expect(valueTicks(52, 5, 'count')).toEqual([0, 15, 30, 45, 60]);
  expect(valueTicks(3, 2, 'count')).toEqual([0, 3]);
  expect(valueTicks(35 * 60_000, 5, 'time').map((ms) => ms / 60_000)).toEqual([0, 10, 20, 30, 40]);
  for (const unit of ['count', 'time'] as const) {
    for (let most = 0.5; most < 1e12; most *= 3.7) {
      const ticks = valueTicks(most, 5, unit);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    }
  }
});

it('finds the point that is nearest to a moment', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 40 }), fc.integer(), (times, t) => {
      const inOrder = times.toSorted((a, b) => a - b).map((time): ChartPoint => ({ t: time }));
      const found = nearest(inOrder, t);
      const least = Math.min(...times.map((time) => Math.abs(time - t)));
      expect(found === null ? Infinity : Math.abs(found.t - t)).toBe(least);
    }),
  );
});
