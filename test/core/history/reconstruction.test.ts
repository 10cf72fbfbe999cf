import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type Database from 'better-sqlite3';
import { Bucket } from '../../../src/core/history/bucket.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import { Reconstruction } from '../../../src/core/history/reconstruction.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Watching began 20 s after a full minute, in the middle of a quarter of an hour. */
const START = Date.UTC(2026, 0, 5, 10, 7, 20);

let db: Database.Database;
let history: RootHistory;
let past: Reconstruction;
beforeEach(() => {
  ({ db } = openHistory(':memory:'));
  const opened = db;
  onTestFinished(() => void opened.close());
  history = new RootHistory(db, '/a');
  past = new Reconstruction(db, history.rootId);
});

function measure(from: number, minutes: number, depth: number): number {
  for (let m = 0; m <= minutes; m++) {
    history.record({
      t: from + m * MINUTE,
      gauges: new Map([['prompts.waiting', depth]]),
      counters: new Map([['prompts.arrived', m === 0 ? 0 : 1]]),
      durations: new Map(),
    });
  }
  return from + minutes * MINUTE;
}

/** Three arrivals a minute. */
function pastMinutes(from: number, to: number, name = 'prompts', arrived = 3) {
  const list = [];
  for (let t = from; t < to; t += MINUTE) {
    const bucket = new Bucket();
    bucket.watchedMs = MINUTE;
    bucket.hold(history.seriesId(`${name}.waiting`), 7, MINUTE);
    bucket.count(history.seriesId(`${name}.arrived`), arrived);
    list.push({ t, bucket });
  }
  return list;
}

const reader = (): HistoryReader => new HistoryReader(db, history.rootId);
const arrived = (from: number, to: number, name = 'prompts'): number | undefined =>
  reader()
    .total(from, to, to)
    .counters.get(history.seriesId(`${name}.arrived`));

it('fills what lies before the first measured minute, and nothing else', () => {
  expect(past.stretch(START)).toBeNull();
  measure(START, 40, 2);
  const stretch = past.stretch(START + 40 * MINUTE);
  expect(stretch?.to).toBe(Date.UTC(2026, 0, 5, 10, 7));
  expect(stretch?.from).toBe(Date.UTC(2026, 0, 5, 10, 47) - 30 * DAY);
});

it('is added to what was measured, at every level, and replaces none of it', () => {
  const end = measure(START, 24 * 60, 2);
  const stretch = { from: Date.UTC(2026, 0, 4), to: Date.UTC(2026, 0, 5, 10, 7) };
  // Also over measured minutes: they must stand.
  past.write(pastMinutes(stretch.from, stretch.to + 5 * MINUTE));
  past.finish('prompts', stretch);
  const before = ((stretch.to - stretch.from) / MINUTE) * 3;
  expect(arrived(stretch.from, stretch.to)).toBe(before);
  for (const far of [0, 40 * DAY, 100 * DAY]) {
    const total = reader().total(stretch.from, end + 1, end + far);
    expect(total.counters.get(history.seriesId('prompts.arrived'))).toBe(before + 24 * 60);
  }
  expect(reader().reconstructedTo).toBe(stretch.to);
  const { cells } = reader().timeline(START, START + 10 * MINUTE, end, 20);
  const depth = history.seriesId('prompts.waiting');
  expect(new Set(cells.map(({ bucket }) => bucket?.gauges.get(depth)?.max))).toEqual(new Set([2]));
});

it('is the same when it is done twice, and keeps the other queue', () => {
  measure(START, 3, 2);
  const to = Date.UTC(2026, 0, 5, 10, 7);
  for (let time = 0; time < 2; time++) {
    past.write(pastMinutes(to - 60 * MINUTE, to));
    past.write(pastMinutes(to - 30 * MINUTE, to, 'task_queue', 1));
    past.finish('prompts', { from: to - 60 * MINUTE, to });
  }
  expect(arrived(to - 60 * MINUTE, to)).toBe(180);
  expect(arrived(to - 60 * MINUTE, to, 'task_queue')).toBe(30);
});

it('shows in a chart of seconds as what it is: minutes', () => {
  const end = measure(START, 3, 2);
  const to = Date.UTC(2026, 0, 5, 10, 7);
  past.write(pastMinutes(to - 60 * MINUTE, to));
  past.finish('prompts', { from: to - 60 * MINUTE, to });
  const { stepMs, cells } = reader().timeline(to - 5 * MINUTE, end, end);
  expect(stepMs).toBeLessThan(MINUTE);
  const depth = history.seriesId('prompts.waiting');
  const told = cells.map(({ t, bucket }) => [t < to, bucket?.gauges.get(depth)?.max ?? null]);
  expect(told.filter(([isPast]) => isPast).every(([, value]) => value === 7)).toBe(true);
  // Between the full minute and the first sample nobody looked and nothing was worked out.
  expect(told.at(told.findIndex(([isPast]) => isPast === false))).toEqual([false, null]);
});

it('goes on after a restart as if nothing had happened', () => {
  const end = measure(START, 2, 2);
  past.write(pastMinutes(START - 60 * MINUTE - 20_000, Date.UTC(2026, 0, 5, 10, 7)));
  history = new RootHistory(db, '/a');
  const later = measure(end + MINUTE, 30, 4);
  expect(arrived(START, later + 1)).toBe(32);
});
