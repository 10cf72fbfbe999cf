import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Days, packDays } from '../../../src/core/history/days.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { SessionLog, type Observed } from '../../../src/core/history/session-log.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 23, 50);

let folder: string;
let db: Database.Database;
let history: RootHistory;
let log: SessionLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookout-log-'));
  db = openHistory(join(folder, 'history.db')).db;
  history = new RootHistory(db, '/a');
  log = new SessionLog(db, history.rootId);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const seen = (states: Record<string, string>): Map<string, Observed> =>
  new Map(
    Object.entries(states).map(([name, state]) => [name, { state, evidence: `footer of ${name}` }]),
  );

/** One minute of watching in the given states. */
function watch(from: number, minutes: number, states: Record<string, string>): number {
  let t = from;
  for (let i = 0; i < minutes; i++, t += MINUTE) {
    history.record({ t, gauges: new Map([['n', i]]), counters: new Map(), durations: new Map() });
    log.observe(t, seen(states));
  }
  return t;
}

const minutesOf = (from: number, to: number): Record<string, Record<string, number>> =>
  Object.fromEntries(
    [...log.utilisation(from, to)].map(([session, states]) => [
      session,
      Object.fromEntries([...states].map(([state, ms]) => [state, ms / MINUTE])),
    ]),
  );

describe('the session log', () => {
  it('keeps each change once, with its evidence', () => {
    let t = watch(START, 3, { a: 'working', b: 'ready' });
    t = watch(t, 2, { a: 'waiting', b: 'ready' });
    watch(t, 1, { b: 'ready' });
    expect(log.changes(START, t + MINUTE).map(({ session, state }) => [session, state])).toEqual([
      ['a', 'waiting'],
      ['a', 'gone'],
    ]);
    expect(log.changes(START, t, 'a')[0]?.evidence).toBe('footer of a');
  });

  it('adds up time in states over midnight, from the log and from the finished day', () => {
    const turn = watch(START, 5, { a: 'working' });
    const end = watch(turn, 25, { a: 'waiting' });
    const last = end - MINUTE;
    expect(minutesOf(START, end)).toEqual({ a: { working: 5, waiting: 24 } });
    expect(minutesOf(START + 2 * MINUTE, START + 8 * MINUTE)).toEqual({
      a: { working: 3, waiting: 3 },
    });
    db.exec('DELETE FROM change WHERE t < (SELECT max(day) + 86400000 FROM day)');
    expect(minutesOf(START - DAY + 10 * MINUTE, last)).toEqual({ a: { working: 5, waiting: 24 } });
  });

  it('counts nothing for the time in which nobody watched', () => {
    const stop = watch(START, 3, { a: 'working' });
    const again = stop + 3 * 60 * MINUTE;
    const end = watch(again, 3, { a: 'working' });
    expect(minutesOf(START, end)).toEqual({ a: { working: 4 } });
  });

  it('starts anew after a restart, with what is there', () => {
    const stop = watch(START, 2, { a: 'working', b: 'ready' });
    history.close();
    history = new RootHistory(db, '/a');
    log = new SessionLog(db, history.rootId);
    const end = watch(stop, 3, { a: 'ready' });
    expect(minutesOf(stop, end)).toEqual({ a: { ready: 2 } });
  });

  it('sums up a day that was over while nobody watched', () => {
    watch(START, 5, { a: 'working' });
    history.close();
    log.close();
    // The next morning.
    const morning = watch(START + 600 * MINUTE, 5, { a: 'ready' });
    db.exec(`DELETE FROM change WHERE t < ${START + 300 * MINUTE}`);
    expect(minutesOf(START, morning)).toEqual({ a: { working: 4, ready: 4 } });
  });

  it('forgets what a clock stamped into the future', () => {
    watch(START, 5, { a: 'working' });
    log.observe(START + 900 * MINUTE, seen({ a: 'blocked' }));
    log.observe(START + 5 * MINUTE, seen({ a: 'working' }));
    expect(log.changes(0, Infinity).map(({ state }) => state)).not.toContain('blocked');
  });
});

it('brings the time of sessions over from a file of before', () => {
  db.exec(`CREATE TABLE utilisation (root INTEGER, day INTEGER, session TEXT, state TEXT, ms INTEGER);
    INSERT INTO utilisation VALUES (1, 0, 'a', 'working', 5), (1, 0, 'a', 'ready', 6),
      (1, ${DAY}, 'b', 'ready', 7), (2, 0, '__proto__', 'ready', 8);`);
  packDays(db);
  const plain = (root: number) =>
    new Days(db, root)
      .between(0, 2 * DAY)
      .map((day) => [...day].map(([session, states]) => [session, [...states]]));
  expect(plain(1)).toEqual([
    [
      [
        'a',
        [
          ['working', 5],
          ['ready', 6],
        ],
      ],
    ],
    [['b', [['ready', 7]]]],
  ]);
  expect(plain(2)).toEqual([[['__proto__', [['ready', 8]]]]]);
});
