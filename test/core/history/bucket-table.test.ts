import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bucket } from '../../../src/core/history/bucket.ts';
import { BucketTable } from '../../../src/core/history/bucket-table.ts';
import { openHistory } from '../../../src/core/history/database.ts';

const STEP = 900_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5);
/** Buckets begin in the middle of the first day, and the third has none. */
const BEGIN = START + 10 * STEP;
const END = START + 5 * DAY;

let db: Database.Database;
let table: BucketTable;
beforeEach(() => {
  db = openHistory(':memory:').db;
  table = new BucketTable(db, 1);
  for (let t = BEGIN; t < END; t += STEP) {
    if (t >= START + 2 * DAY && t < START + 3 * DAY) continue;
    put(t, (t - START) / STEP);
  }
});
afterEach(() => {
  db.close();
});

function put(t: number, depth: number): void {
  const bucket = new Bucket();
  bucket.watchedMs = STEP;
  bucket.hold(1, depth, STEP);
  table.put(STEP, { t, bucket, isReconstructed: t < START + DAY });
}

const depths = (from: number, to: number): [number, number | undefined, boolean][] =>
  [...table.between(STEP, from, to)].map(({ t, bucket, isReconstructed }) => [
    t,
    bucket.gauges.get(1)?.max,
    isReconstructed,
  ]);
const count = (what: 'bucket' | 'pack'): number =>
  Number(db.prepare(`SELECT count(*) FROM ${what}`).pluck().get());
const packAll = (before: number): void => {
  for (let i = 0; i < 10; i++) table.packOldest(STEP, before);
};

describe('packed buckets', () => {
  it('read as they did before, from any moment to any other', () => {
    const stretches = [
      [0, END + DAY],
      [BEGIN, END],
      [START + DAY + 1, START + 4 * DAY - 1],
      [START + DAY - STEP, START + DAY + STEP],
      [START + 2 * DAY, START + 3 * DAY],
    ] as const;
    const loose = stretches.map(([from, to]) => depths(from, to));
    packAll(START + 4 * DAY);
    expect(count('pack')).toBe(3);
    expect(count('bucket')).toBe(96);
    expect(stretches.map(([from, to]) => depths(from, to))).toEqual(loose);
    expect([table.oldest(STEP), table.newest(STEP)]).toEqual([BEGIN, END - STEP]);
    expect(table.get(STEP, START + DAY)?.bucket.gauges.get(1)?.max).toBe(96);
    expect(table.get(STEP, START + DAY + 1)).toBeNull();
  });

  it('tell the newest, with nothing loose beside them', () => {
    packAll(END);
    expect(count('bucket')).toBe(0);
    expect(table.newest(STEP)).toBe(END - STEP);
  });

  it('can be written to, and packed again', () => {
    packAll(END);
    put(START + DAY + STEP, 7000);
    put(START, 8000);
    const changed = depths(0, END).filter(([, depth]) => Number(depth) >= 7000);
    expect(changed.map(([t]) => t)).toEqual([START, START + DAY + STEP]);
    packAll(END);
    expect(count('bucket')).toBe(0);
    expect(depths(0, END)).toHaveLength(4 * 96 - 10 + 1);
  });

  it('end where a clock was set back to', () => {
    packAll(END);
    table.dropAfter(STEP, START + DAY + 5 * STEP);
    expect(table.newest(STEP)).toBe(START + DAY + 5 * STEP);
    expect(depths(0, Infinity)).toHaveLength(96 - 10 + 6);
  });

  it('are let go of as a whole', () => {
    packAll(START + 4 * DAY);
    table.forget(STEP, START + DAY + 3 * STEP);
    expect(table.oldest(STEP)).toBe(START + DAY);
    table.forget(STEP, END);
    expect([count('pack'), count('bucket')]).toEqual([0, 0]);
  });
});
