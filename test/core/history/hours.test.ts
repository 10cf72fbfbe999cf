import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Bucket } from '../../../src/core/history/bucket.ts';
import { BucketTable } from '../../../src/core/history/bucket-table.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { DAY, HOUR, LEVELS, MINUTE } from '../../../src/core/history/levels.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import { SERIES } from '../../../src/core/history/series.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

const START = Date.UTC(2026, 0, 5);
const QUARTER = 15 * MINUTE;

let db: Database.Database;
beforeEach(() => {
  db = openHistory(':memory:').db;
});
afterEach(() => {
  db.close();
});

/** One event, and what a reading cost, at each quarter of an hour of [from, to]. */
function watch(history: RootHistory, from: number, to: number): void {
  db.transaction(() => {
    for (let t = from; t <= to; t += QUARTER) {
      history.record({
        t,
        gauges: new Map([['depth', 1]]),
        counters: new Map([['done', 1]]),
        durations: new Map([
          [SERIES.tickCost, [900]],
          [SERIES.statsCost, [900]],
        ]),
      });
    }
  })();
}

/** Quarters of an hour, and all that is wider, of whole days, with an event in each quarter. */
function fill(table: BucketTable, from: number, days: number): void {
  db.transaction(() => {
    for (const { step } of LEVELS.filter((level) => level.step >= QUARTER)) {
      for (let t = from; t < from + days * DAY; t += step) {
        const bucket = new Bucket();
        bucket.watchedMs = step;
        bucket.count(1, step / QUARTER);
        table.put(step, { t, bucket, isReconstructed: false });
      }
    }
  })();
}

it('a file from before there were hours gets them, and every total stays', () => {
  const end = START + 2 * DAY + 3 * HOUR + QUARTER;
  watch(new RootHistory(db, '/a'), START, end);
  db.prepare('DELETE FROM bucket WHERE step = ?').run(HOUR);
  const history = new RootHistory(db, '/a');
  watch(history, end + QUARTER, end + HOUR);
  const table = new BucketTable(db, history.rootId);
  const hours = [...table.between(HOUR, 0, Infinity)];
  expect(hours.map(({ t }) => t)).toEqual(
    Array.from({ length: 2 * 24 + 4 }, (_, i) => START + i * HOUR),
  );
  const done = history.seriesId('done');
  expect(hours.every(({ bucket }) => bucket.counters.get(done) === 4)).toBe(true);
  const reader = new HistoryReader(db, history.rootId);
  const now = end + HOUR + 1;
  expect(reader.total(0, now, now).counters.get(done)).toBe((end + HOUR - START) / QUARTER + 1);
});

it.each([
  ['of the last two months by three hours', 0, 3 * HOUR],
  ['of two months a year ago by six hours, for the time that it takes', 365, 6 * HOUR],
])('a chart is drawn %s, with every event', (_what, daysBack, stepMs) => {
  const from = START - (61 + daysBack) * DAY;
  const to = from + 61 * DAY;
  const table = new BucketTable(db, 1);
  fill(table, from, 61);
  if (daysBack > 0) table.forget(HOUR, to);
  const reader = new HistoryReader(db, 1);
  const chart = reader.timeline(from, to, START);
  expect(chart.stepMs).toBe(stepMs);
  const events = chart.cells.map(({ bucket }) => bucket?.counters.get(1) ?? 0);
  expect(events).toEqual(events.map(() => stepMs / QUARTER));
  expect(events).toHaveLength((61 * DAY) / stepMs);
  // Days that begin and end with no whole day: hours are of no account for what is exact.
  expect(reader.total(from + QUARTER, to - QUARTER, START).counters.get(1)).toBe(61 * 96 - 2);
});

it('what watching cost is kept by minute, what a query cost for two years', () => {
  const history = new RootHistory(db, '/a');
  watch(history, START, START + DAY);
  const table = new BucketTable(db, history.rootId);
  const held = (step: number, name: string): boolean =>
    [...table.between(step, 0, Infinity)].every(({ bucket }) =>
      bucket.sketches.has(history.seriesId(name)),
    );
  expect(held(MINUTE, SERIES.tickCost)).toBe(true);
  for (const { step } of LEVELS.slice(1)) {
    expect(held(step, SERIES.statsCost)).toBe(true);
    expect(held(step, SERIES.tickCost)).toBe(false);
  }
});
