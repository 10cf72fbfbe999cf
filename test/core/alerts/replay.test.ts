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

const tryOut = (rule: AlertRule, to = END) => dryRun(rule, (work) => work(root), to);

async function firedAt(kind: AlertKind, change: Partial<AlertRule> = {}) {
  const { fired } = await tryOut(ruleOf(kind, change));
  return fired.map(({ from, to }) =>
    [from, to].map((t) => (t === null ? null : Math.round((t - START) / MINUTE))),
  );
}

describe('a dry run', () => {
  beforeEach(record);

  it('finds in history when a rule would have fired, and when it would have ended', async () => {
    expect(await firedAt('session-waiting')).toEqual([[40, 90]]);
    expect(await firedAt('oldest-waiting')).toEqual([[61, null]]);
    expect(await firedAt('queue-growing', { threshold: 0.5 })).toHaveLength(1);
    expect(await firedAt('failure-rate')).toEqual([[111, null]]);
    expect(await firedAt('nothing-finished')).toEqual([[120, null]]);
    expect(await firedAt('source-unavailable')).toEqual([[123, 130]]);
    expect(await firedAt('query-over-budget')).toEqual([[6, 60]]);
  });

  it('tries a rule that is switched off, and one with other figures', async () => {
    expect(await firedAt('session-waiting', { enabled: false, forMin: 30 })).toEqual([[60, 90]]);
    expect(await firedAt('session-waiting', { forMin: 90 })).toEqual([]);
  });

  it('lists what really happened where history cannot tell', async () => {
    const rule = ruleOf('index-lost');
    const finding = {
      subject: 'idx',
      text: 'idx is gone.',
      target: { view: 'maintenance' },
    } as const;
    const event = { rule, finding, at: START, missed: false, withdrawn: false };
    root.alerts.apply([{ kind: 'fired', ...event }], START + MINUTE);
    root.alerts.apply([{ kind: 'ended', ...event, at: START + 3 * MINUTE }], START + 4 * MINUTE);
    const { note, fired } = await tryOut(rule);
    expect(note).toContain('really fired');
    expect(fired.map(({ from, to }) => [from, to])).toEqual([[START + MINUTE, START + 3 * MINUTE]]);
  });

  it('lets other work go on in between, however long it takes', async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await tryOut(ruleOf('session-waiting'));
    isOver = true;
    // A week in slices of an hour.
    expect(turns).toBeGreaterThanOrEqual(7 * 24 - 1);
  });

  it('tells up to where history could be read when it goes away', async () => {
    let asked = 0;
    const goes = <T>(work: (it: RootRecord) => T): T | null => {
      asked += 1;
      return asked > 7 * 24 - 1 ? null : work(root);
    };
    const { note, fired } = await dryRun(ruleOf('session-waiting'), goes, END);
    expect(note).toBe('History could not be read to its end.');
    expect(fired).toHaveLength(1);
    expect((await dryRun(ruleOf('index-lost'), () => null, END)).note).toContain('no history');
  });

  it('knows a session that asks over midnight and over the hours that are read together', async () => {
    const midnight = START + 24 * 60 * MINUTE;
    const samples = new RootHistory(db, '/a');
    for (let t = END; t <= midnight + 60 * MINUTE; t += MINUTE) {
      samples.record({
        t,
        gauges: new Map([['sessions.waiting', 1]]),
        counters: new Map(),
        durations: new Map(),
      });
      root.sessions.observe(t, new Map([['a', { state: 'waiting', evidence: '' }]]));
    }
    const rule = ruleOf('session-waiting', { forMin: 20 * 60 });
    const { fired } = await tryOut(rule, midnight + 60 * MINUTE);
    expect(fired.map(({ from }) => (from - START) / MINUTE)).toEqual([180 + 20 * 60]);
  });
});
