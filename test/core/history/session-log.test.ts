import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    db.exec('DELETE FROM change WHERE t < (SELECT max(day) + 86400000 FROM utilisation)');
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
});
