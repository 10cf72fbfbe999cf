import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5);

let folder: string;
let db: Database.Database;
let history: RootHistory;
let reader: HistoryReader;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookout-query-'));
  db = openHistory(join(folder, 'history.db')).db;
  history = new RootHistory(db, '/a');
  reader = new HistoryReader(db, history.rootId);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const put = (t: number, depth: number, events: number): boolean =>
  history.record({
    t,
    gauges: new Map([['depth', depth]]),
    counters: new Map([['done', events]]),
    durations: new Map(),
  });

/** One event a minute, a peak of one second at `peakAt`; nobody watches where `isOff`. */
function fill(days: number, peakAt = 0, isOff: (t: number) => boolean = () => false): number {
  const end = START + days * DAY;
  db.transaction(() => {
    for (let t = START; t <= end; t += MINUTE) {
      if (isOff(t)) continue;
      put(t, 3, 1);
      if (t === peakAt) {
        put(t + 1000, 999, 0);
        put(t + 2000, 3, 0);
      }
    }
  })();
  return end;
}

const done = (from: number, to: number, now: number): number | undefined =>
  reader.total(from, to, now).counters.get(history.seriesId('done'));

describe('a total', () => {
  it('is exact, wherever a stretch begins and ends', () => {
    const end = fill(4);
    for (const [from, to] of [
      [START, end],
      [START + 17 * MINUTE, end - 5 * HOUR - 3 * MINUTE],
      [START + DAY + 61 * MINUTE, START + 2 * DAY + 59 * MINUTE],
      [START + DAY, START + 3 * DAY],
      [end - 3 * MINUTE, end],
    ] as const) {
      expect(done(from, to, end)).toBe((to - from) / MINUTE);
      expect(reader.total(from, to, end).watchedMs).toBe(to - from);
    }
  });

  it('reaches back as exactly as the level that is kept so long', () => {
    const end = fill(2);
    const years = end + 400 * DAY;
    // Quarters of an hour are left: those that begin in the stretch.
    expect(done(START + 10 * MINUTE, START + DAY + 10 * MINUTE, years)).toBe(1440);
  });
});

describe('a chart', () => {
  it('of two years shows a peak of one second, in at most 500 points', () => {
    const end = fill(2, START + DAY + 7 * HOUR);
    const { cells, stepMs } = reader.timeline(end - 730 * DAY, end, end);
    expect(cells.length).toBeLessThanOrEqual(500);
    const peaks = cells.filter(
      ({ bucket }) => bucket?.gauges.get(history.seriesId('depth'))?.max === 999,
    );
    expect(peaks.map(({ t }) => t)).toEqual([
      Math.floor((START + DAY + 7 * HOUR) / stepMs) * stepMs,
    ]);
  });

  it('shows days without Lookout as a gap at the level of days', () => {
    const isOff = (t: number): boolean => t >= START + 2 * DAY && t < START + 4 * DAY;
    const end = fill(6, 0, isOff);
    const { cells } = reader.timeline(START, end, end, 7);
    expect(cells.map(({ bucket }) => bucket !== null)).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });
});
