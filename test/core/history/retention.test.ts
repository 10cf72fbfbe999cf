import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Random } from '../../../demo/random.ts';
import { BucketTable } from '../../../src/core/history/bucket-table.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { LEVELS } from '../../../src/core/history/levels.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);

// Days of minutes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let file: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookout-retention-'));
  file = join(folder, 'history.db');
  db = openHistory(file).db;
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** A busy minute each minute: one event, and twenty durations. */
function record(history: RootHistory, from: number, days: number, random: Random): number {
  const end = from + days * DAY;
  db.transaction(() => {
    for (let t = from; t < end; t += MINUTE) {
      history.record({
        t,
        gauges: new Map([['depth', Math.floor(random.next() * 1000)]]),
        counters: new Map([['done', 1]]),
        durations: new Map([['took', Array.from({ length: 20 }, () => random.between(1, 1e6))]]),
      });
    }
  })();
  return end;
}

const reach = (history: RootHistory): (number | null)[] => {
  const buckets = new BucketTable(db, history.rootId);
  return LEVELS.map(({ step }) => buckets.oldest(step));
};

describe('the size of the file', () => {
  it('is kept by giving up the oldest detail, and the rest still tells the whole', () => {
    const most = 750_000;
    const history = new RootHistory(db, '/a', most);
    const random = new Random(7);
    let end = START;
    for (let day = 0; day < 8; day++) {
      end = record(history, end, 1, random);
      db.pragma('wal_checkpoint(TRUNCATE)');
      expect(statSync(file).size).toBeLessThanOrEqual(most);
    }
    const [minutes, , , , days] = reach(history);
    expect(days).toBe(START);
    expect(minutes).toBeGreaterThan(START);
    // What is left of the first days is known by day, whatever is asked.
    const reader = new HistoryReader(db, history.rootId);
    const done = history.seriesId('done');
    expect(reader.total(START, end, end).counters.get(done)).toBe(8 * 1440);
    const { cells } = reader.timeline(START, START + 2 * DAY, end);
    expect(cells.every(({ bucket }) => bucket !== null)).toBe(true);
  });

  it('is for each folder: another that is not watched any more counts, too', () => {
    const random = new Random(7);
    record(new RootHistory(db, '/b', 500_000), START, 2, random);
    const history = new RootHistory(db, '/a', 500_000);
    record(history, START, 3, random);
    expect(reach(history)[0]).toBe(START);
  });
});

describe('what has had its time', () => {
  it('goes, of a folder that is not watched any more, too', () => {
    const other = new RootHistory(db, '/b');
    const random = new Random(7);
    record(other, START, 1, random);
    const history = new RootHistory(db, '/a');
    const later = START + 800 * DAY;
    for (let hour = 0; hour < 60; hour++)
      record(history, later + hour * 60 * MINUTE, 1 / 24, random);
    expect(reach(other)).toEqual(LEVELS.map(() => null));
  });

  it('stays while a clock leaps ahead by years, until that has lasted', () => {
    const history = new RootHistory(db, '/a');
    const random = new Random(7);
    const end = record(history, START, 3, random);
    const wrong = end + 1000 * DAY;
    for (let s = 0; s < 600; s += 10) record(history, wrong + s * 1000, 1 / 1440, random);
    record(history, end + 3 * 60 * MINUTE, 1 / 24, random);
    const reader = new HistoryReader(db, history.rootId);
    const now = end + 4 * 60 * MINUTE;
    expect(reader.total(START, now, now).counters.get(history.seriesId('done'))).toBe(
      3 * 1440 + 60,
    );
  });
});
