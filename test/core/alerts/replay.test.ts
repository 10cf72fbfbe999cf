import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dryRun } from '../../../src/core/alerts/replay.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { RootRecord } from '../../../src/core/history/root.ts';
import { RootHistory } from '../../../src/core/history/store.ts';
import type { AlertKind, AlertRule } from '../../../src/shared/alerts.ts';
import { ruleOf } from './rules.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 1);
const LENGTH = 180;
const END = START + LENGTH * MINUTE;

let db: Database.Database;
let root: RootRecord;
beforeEach(() => {
  ({ db } = openHistory(':memory:'));
  root = new RootRecord(db, '/a', [], START);
});
afterEach(() => db.close());

/** Three hours: a session waits from minute 30 to 90; arrivals, failures and a lost database later. */
function record(): void {
  const samples = new RootHistory(db, '/a');
  for (let m = 0; m < LENGTH; m++) {
    const t = START + m * MINUTE;
    const isLost = m >= 120 && m < 130;
    samples.record({
      t,
      gauges: new Map([
        ['prompts.waiting', isLost ? null : m],
        ['prompts.oldestAt', isLost ? null : START / 1000],
        ['sessions.working', 1],
      ]),
      counters: new Map([
        ['prompts.arrived', 2],
        ['prompts.finished', m < 100 ? 1 : 0],
        ['prompts.failed', m < 100 ? 0 : 1],
      ]),
      durations: new Map([['cost.tick', [m < 60 ? 90_000 : 900]]]),
    });
    const state = m >= 30 && m < 90 ? 'waiting' : 'working';
    root.sessions.observe(t, new Map([['a', { state, evidence: '' }]]));
  }
}

const firedAt = (kind: AlertKind, change: Partial<AlertRule> = {}): (number | null)[][] =>
  dryRun(ruleOf(kind, change), root, END).fired.map(({ from, to }) =>
    [from, to].map((t) => (t === null ? null : Math.round((t - START) / MINUTE))),
  );

describe('a dry run', () => {
  beforeEach(record);

  it('finds in history when a rule would have fired, and when it would have ended', () => {
    expect(firedAt('session-waiting')).toEqual([[40, 90]]);
    expect(firedAt('oldest-waiting')).toEqual([[61, null]]);
    expect(firedAt('queue-growing', { threshold: 0.5 })).toHaveLength(1);
    expect(firedAt('failure-rate')).toEqual([[111, null]]);
    expect(firedAt('nothing-finished')).toEqual([[120, null]]);
    expect(firedAt('source-unavailable')).toEqual([[123, 130]]);
    expect(firedAt('query-over-budget')).toEqual([[6, 60]]);
  });

  it('tries a rule that is switched off, and one with other figures', () => {
    expect(firedAt('session-waiting', { enabled: false, forMin: 30 })).toEqual([[60, 90]]);
    expect(firedAt('session-waiting', { forMin: 90 })).toEqual([]);
  });

  it('lists what really happened where history cannot tell', () => {
    const rule = ruleOf('index-lost');
    const finding = {
      subject: 'idx',
      text: 'idx is gone.',
      target: { view: 'maintenance' },
    } as const;
    const event = { rule, finding, at: START, missed: false, withdrawn: false };
    root.alerts.apply([{ kind: 'fired', ...event }], START + MINUTE);
    root.alerts.apply([{ kind: 'ended', ...event, at: START + 3 * MINUTE }], START + 4 * MINUTE);
    const { note, fired } = dryRun(rule, root, END);
    expect(note).toContain('really fired');
    expect(fired.map(({ from, to }) => [from, to])).toEqual([[START + MINUTE, START + 3 * MINUTE]]);
  });
});
