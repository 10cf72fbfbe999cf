import { expect, it, onTestFinished } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { COUNTS_KEPT_MS, FailureCounts } from '../../../src/core/history/failure-counts.ts';
import { failureChart, withCounts } from '../../../src/core/history/failure-kinds.ts';

const QUARTER = 900_000;
const HOUR = 4 * QUARTER;
const NOW = Date.UTC(2026, 0, 5, 12);

function counts(): FailureCounts {
  const { db } = openHistory(':memory:');
  onTestFinished(() => void db.close());
  return new FailureCounts(db, 1);
}

it('keeps the most that was seen of a quarter: less is what the database no longer lists', () => {
  const kept = counts();
  const t = NOW - HOUR;
  for (const count of [2, 5, 1]) kept.note(NOW, 'prompts', 'a', [{ t, count }]);
  kept.note(NOW, 'task_queue', 'a', [{ t, count: 3 }]);
  expect(kept.between(t, t + 1).map(({ queue, count }) => [queue, count])).toEqual([
    ['prompts', 5],
    ['task_queue', 3],
  ]);
});

it('lets go of what is older than is kept, and takes nothing from the future', () => {
  const kept = counts();
  const old = NOW - COUNTS_KEPT_MS + QUARTER;
  kept.note(NOW, 'prompts', 'a', [
    { t: old, count: 1 },
    { t: NOW + HOUR, count: 1 },
  ]);
  expect(kept.between(0, NOW + 2 * HOUR)).toHaveLength(1);
  kept.note(NOW + HOUR, 'prompts', 'b', [{ t: NOW, count: 1 }]);
  expect(kept.between(0, NOW + 2 * HOUR).map(({ pattern }) => pattern)).toEqual(['b']);
});

it('draws the most frequent kinds by themselves and the others together, every failure once', () => {
  const seen = Array.from({ length: 8 }, (_, i) => ({
    queue: 'prompts' as const,
    pattern: `kind ${i}`,
    t: NOW - (i + 1) * QUARTER,
    count: 8 - i,
  }));
  const { series, points } = failureChart(seen, { from: NOW - 6 * HOUR, to: NOW, now: NOW });
  expect(series.map(({ label }) => label)).toEqual([
    'kind 0',
    'kind 1',
    'kind 2',
    'kind 3',
    'kind 4',
    'other kinds',
  ]);
  const sum = (key: string): number => points.reduce((n, point) => n + (point[key] ?? 0), 0);
  expect(series.map(({ key }) => sum(key))).toEqual([8, 7, 6, 5, 4, 6]);
  expect(points).toHaveLength(24);
});

it('draws nothing where nothing is kept, and bounds its points', () => {
  const seen = [{ queue: 'prompts' as const, pattern: 'a', t: NOW - HOUR, count: 1 }];
  const { points } = failureChart(seen, { from: NOW - 730 * 24 * HOUR, to: NOW, now: NOW });
  expect(points.length).toBeLessThanOrEqual(121);
  expect(points[0]?.['kind0']).toBeNull();
  expect(points.at(-1)?.['kind0']).toBe(1);
});

it('counts each kind in the stretch', () => {
  const kind = { queue: 'prompts', firstAt: 0, lastAt: 0, exampleId: 1, isNew: false } as const;
  const seen = [
    { queue: 'prompts' as const, pattern: 'a', t: NOW, count: 2 },
    { queue: 'prompts' as const, pattern: 'a', t: NOW + QUARTER, count: 3 },
    { queue: 'task_queue' as const, pattern: 'a', t: NOW, count: 9 },
  ];
  const told = withCounts(
    [
      { ...kind, pattern: 'a' },
      { ...kind, pattern: '__proto__' },
    ],
    seen,
  );
  expect(told.map(({ count }) => count)).toEqual([5, 0]);
});
