import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { Bucket } from '../../../src/core/history/bucket.ts';
import { BucketTable } from '../../../src/core/history/bucket-table.ts';
import { damageOf } from '../../../src/core/history/damage.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { addTime, Days } from '../../../src/core/history/days.ts';
import { History } from '../../../src/core/history/history.ts';
import { DAY, HOUR, LEVELS, MINUTE } from '../../../src/core/history/levels.ts';
import { RawReader } from '../../../src/core/history/raw.ts';
import { RootHistory } from '../../../src/core/history/store.ts';
import { historyView } from '../../../src/core/history/view.ts';

const STEP = 15 * MINUTE;
const START = Date.UTC(2026, 2, 2);
const DAYS = 8;

/** Eight days of quarters of an hour, all but the last two packed. */
function packed(): { db: Database.Database; table: BucketTable } {
  const { db } = openHistory(':memory:');
  const table = new BucketTable(db, 1);
  for (let t = START; t < START + DAYS * DAY; t += STEP) {
    const bucket = new Bucket();
    bucket.watchedMs = STEP;
    bucket.hold(1, (t / STEP) % 1009, STEP);
    bucket.count(2, t % 7);
    bucket.sketch(3).add(t % 99_991);
    table.put(STEP, { t, bucket, isReconstructed: false });
  }
  for (let i = 0; i < DAYS; i++) table.packOldest(STEP, START + (DAYS - 2) * DAY);
  return { db, table };
}

const isTrue = (t: number, bucket: Bucket): boolean =>
  bucket.gauges.get(1)?.max === (t / STEP) % 1009 && bucket.counters.get(2) === t % 7;

/** Three wait. */
const sampleAt = (t: number) => ({
  t,
  gauges: new Map([['prompts.waiting', 3]]),
  counters: new Map<string, number>(),
  durations: new Map<string, readonly number[]>(),
});

const damages = fc.record({
  day: fc.integer({ min: 0, max: DAYS - 3 }),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  flip: fc.integer({ min: 1, max: 255 }),
  cut: fc.boolean(),
});

it('a damaged pack costs its own day and nothing else, wherever it was hit', () => {
  const { db, table } = packed();
  const all = db.prepare<[], { t: number; data: Buffer }>('SELECT t, data FROM pack').all();
  expect(all).toHaveLength(DAYS - 2);
  const put = db.prepare('UPDATE pack SET data = ? WHERE t = ?');
  fc.assert(
    fc.property(damages, ({ day, at, flip, cut }) => {
      const t = START + day * DAY;
      const whole = all.find((row) => row.t === t)?.data ?? Buffer.alloc(0);
      const data = Buffer.from(whole);
      const place = Math.floor(at * data.length);
      data[place] = (data[place] ?? 0) ^ flip;
      put.run(cut ? data.subarray(0, place) : data, t);
      const read = [...table.between(STEP, START, START + DAYS * DAY)];
      put.run(whole, t);
      expect(read.every((one) => isTrue(one.t, one.bucket))).toBe(true);
      const others = read.filter((one) => one.t < t || one.t >= t + DAY);
      expect(others).toHaveLength((DAYS - 1) * (DAY / STEP));
      expect(read).toHaveLength(others.length);
    }),
    { numRuns: 200 },
  );
});

it('is noted once, however often it is read', () => {
  const { db, table } = packed();
  db.prepare('UPDATE pack SET data = ? WHERE t = ?').run(Buffer.from('nonsense'), START + DAY);
  for (let i = 0; i < 3; i++) expect([...table.between(STEP, 0, Infinity)]).not.toHaveLength(0);
  const stretch = { from: START + DAY, to: START + 2 * DAY };
  expect(damageOf(db).takeUntold()).toEqual([{ what: `pack ${STEP}`, ...stretch }]);
  expect(damageOf(db).takeUntold()).toEqual([]);
  expect(damageOf(db).around).toEqual(stretch);
});

it('can be written over', () => {
  const { db, table } = packed();
  db.prepare('UPDATE pack SET data = ? WHERE t = ?').run(Buffer.alloc(9), START + DAY);
  const bucket = new Bucket();
  bucket.watchedMs = 7;
  table.put(STEP, { t: START + DAY + STEP, bucket, isReconstructed: true });
  const day = [...table.between(STEP, START + DAY, START + 2 * DAY)];
  expect(day.map((one) => one.bucket.watchedMs)).toEqual([7]);
});

it('does not make the newest of a level forgotten: nothing is rolled up twice', () => {
  const { db, table } = packed();
  db.exec('DELETE FROM bucket');
  db.prepare('UPDATE pack SET data = ? WHERE t = ?').run(Buffer.alloc(9), START + 5 * DAY);
  expect(table.newest(STEP)).toBe(START + 6 * DAY - STEP);
});

it('a damaged row or day is left out, too', () => {
  const { db, table } = packed();
  const t = START + 7 * DAY + STEP;
  db.prepare('UPDATE bucket SET data = ? WHERE t = ?').run(Buffer.alloc(40, 0xff), t);
  const read = [...table.between(STEP, START + 7 * DAY, START + 8 * DAY)];
  expect(read).toHaveLength(DAY / STEP - 1);
  const days = new Days(db, 1);
  for (const day of [START, START + DAY]) {
    const times = new Map<string, Map<string, number>>();
    addTime(times, 'a', 'working', day - START + 1);
    days.put(day, times);
  }
  db.prepare('UPDATE day SET data = ? WHERE day = ?').run(Buffer.alloc(5), START);
  expect(days.between(START, START + 2 * DAY)).toHaveLength(1);
});

it('a damaged sample is a gap up to the next that has every gauge', () => {
  const { db } = openHistory(':memory:');
  const history = new RootHistory(db, '/a');
  for (let s = 0; s < 600; s++) {
    history.record({
      t: START + s * 1000,
      gauges: new Map([['depth', s]]),
      counters: new Map([['done', 1]]),
      durations: new Map(),
    });
  }
  db.prepare('UPDATE raw SET data = ? WHERE t = ?').run(Buffer.alloc(40, 0xff), START + 330_000);
  const read = new RawReader(db, history.rootId).buckets(START, START + 599_000, MINUTE);
  const seconds = [...read.values()].map(({ watchedMs }) => watchedMs / 1000);
  // The rest of the sixth minute is not known; what happened in it is.
  expect(seconds).toEqual([60, 60, 60, 60, 60, 30, 60, 60, 60, 59]);
  const done = [...read.values()].map((one) => one.counters.get(history.seriesId('done')));
  expect(done).toEqual([60, 60, 60, 60, 60, 59, 60, 60, 60, 60]);
  expect(damageOf(db).around).toEqual({ from: START + 330_000, to: START + 330_000 });
});

it('is a gap in the chart, named in the log once and on the screen, and recording goes on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-damage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'history.db');
  const { db } = openHistory(file);
  const samples = new RootHistory(db, '/a');
  // An hour of each of 6 days.
  for (let day = 0; day < 6; day++) {
    for (let m = 0; m <= 60; m++) samples.record(sampleAt(START + day * DAY + m * MINUTE));
  }
  const end = START + 5 * DAY + HOUR;
  const hit = START + DAY;
  for (const { step } of LEVELS.slice(0, 2)) {
    for (let i = 0; i < 6; i++) new BucketTable(db, 1).packOldest(step, START + 3 * DAY);
    const set = db.prepare('UPDATE pack SET data = ? WHERE step = ? AND t = ?');
    expect(set.run(Buffer.alloc(20, 7), step, hit).changes).toBe(1);
  }
  db.close();
  const logged: string[] = [];
  const history = new History(file, (_level, text) => void logged.push(text));
  onTestFinished(() => history.close());
  history.attach('/a', [], end);
  const shown = [0, 1].map((day) =>
    history.use(end, (root) => {
      const from = START + day * DAY;
      const view = historyView(root, { from, to: from + HOUR, compare: 'none' }, end);
      return view.charts.depth.points.filter(({ waiting }) => waiting === 3).length;
    }),
  );
  expect(shown[0]).toBeGreaterThan(50);
  expect(shown[1]).toBe(0);
  history.use(end, (root) => [...root.reader.minutes(hit, hit + HOUR)]);
  expect(logged.filter((text) => text.includes('damaged'))).toHaveLength(1);
  const status = history.status();
  expect(status.isKept).toBe(true);
  expect(status.problem?.message).toMatch(
    /^A part of Lookout's own history of Mar \d, 2026 is damaged/,
  );
});
