import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Deliverer, isQuiet } from '../../../src/core/alerts/delivery.ts';
import type { AlertEvent } from '../../../src/core/alerts/engine.ts';
import { AlertLog } from '../../../src/core/alerts/log.ts';
import { dryRun } from '../../../src/core/alerts/replay.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import { SessionLog } from '../../../src/core/history/session-log.ts';
import { RootHistory } from '../../../src/core/history/store.ts';
import { defaultAlerts, type AlertKind, type AlertRule } from '../../../src/shared/alerts.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 1);

let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookout-alerts-'));
  db = openHistory(join(folder, 'history.db')).db;
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function ruleOf(kind: AlertKind, change: Partial<AlertRule> = {}): AlertRule {
  const found = defaultAlerts.rules.find((rule) => rule.kind === kind);
  if (found === undefined) throw new Error(`no default rule for ${kind}`);
  return { ...found, ...change };
}

const event = (subject: string, change: Partial<AlertEvent> = {}): AlertEvent => ({
  kind: 'fired',
  rule: ruleOf('session-waiting'),
  finding: { subject, text: `${subject} waits.`, target: { view: 'sessions', session: subject } },
  at: START,
  missed: false,
  ...change,
});

const never = (): boolean => false;
const at = (hours: number, minutes = 0): Date => new Date(2026, 5, 1, hours, minutes);

describe('the alert log', () => {
  it('keeps an alert from its first moment to its end, and what the user said to it', () => {
    const log = new AlertLog(db, 1);
    log.apply([event('a'), event('b')], START);
    const [b, a] = log.open();
    expect([a?.subject, b?.subject]).toEqual(['a', 'b']);
    expect(a?.target).toEqual({ view: 'sessions', session: 'a' });
    log.acknowledge(a?.id ?? 0, START + 1);
    log.snooze(b?.id ?? 0, START + MINUTE);
    log.apply([event('a', { kind: 'ended', at: START + 2 })], START + 3);
    expect(log.open().map((alert) => alert.subject)).toEqual(['b']);
    const ended = log.recent().find((alert) => alert.subject === 'a');
    expect([ended?.endedAt, ended?.acknowledgedAt]).toEqual([START + 2, START + 1]);
    expect(log.open()[0]?.snoozedUntil).toBe(START + MINUTE);
  });

  it('hands what was on to the next start, and ends what no rule stands for any more', () => {
    const log = new AlertLog(db, 1);
    log.apply([event('a'), event('x', { rule: ruleOf('index-lost') })], START);
    const open = log.resume(new Set(['session-waiting']), START + 9);
    expect(open.map((one) => one.finding.subject)).toEqual(['a']);
    expect(log.open().map((alert) => alert.subject)).toEqual(['a']);
  });
});

describe('delivery', () => {
  const noon = new Date(2026, 2, 1, 12);
  const night = new Date(2026, 2, 1, 23);
  const quiet = { quiet: { from: '22:00', to: '07:00' } };

  it('tells one by one what is little, and in one message what is much', () => {
    const deliverer = new Deliverer();
    expect(deliverer.next([event('a')], noon, never).map((d) => d.body)).toEqual(['a waits.']);
    const many = deliverer.next(
      'abcdefgh'.split('').map((s) => event(s)),
      noon,
      never,
    );
    expect(many).toHaveLength(1);
    expect(many[0]?.alerts).toHaveLength(8);
    expect(many[0]?.body).toContain('and 3 more');
  });

  it('holds back in quiet hours, and sums up afterwards what is still on', () => {
    const deliverer = new Deliverer();
    const rule = ruleOf('session-waiting', quiet);
    const held = ['a', 'b', 'c'].map((s) => event(s, { rule }));
    expect(deliverer.next(held, night, never)).toEqual([]);
    expect(deliverer.next([event('b', { rule, kind: 'ended' })], night, never)).toEqual([]);
    const [summary] = deliverer.next([], noon, never);
    expect(summary?.alerts.map((alert) => alert.subject)).toEqual(['a', 'c']);
    expect(deliverer.next([], noon, never)).toEqual([]);
  });

  it('sums up what was missed', () => {
    const missed = ['a', 'b'].map((s) => event(s, { missed: true }));
    const told = new Deliverer().next([...missed, event('c')], noon, never);
    expect(told.map((d) => d.alerts.length)).toEqual([2, 1]);
    expect(told[0]?.title).toContain('While nobody watched');
  });

  it('says nothing of what is snoozed', () => {
    expect(new Deliverer().next([event('a')], noon, (_r, subject) => subject === 'a')).toEqual([]);
  });

  it('knows quiet hours within a day and over midnight', () => {
    const over = ruleOf('session-waiting', quiet);
    expect([22, 23, 3, 6].map((h) => isQuiet(over, at(h)))).toEqual([true, true, true, true]);
    expect([7, 12, 21].map((h) => isQuiet(over, at(h)))).toEqual([false, false, false]);
    const within = ruleOf('session-waiting', { quiet: { from: '12:30', to: '13:00' } });
    expect([isQuiet(within, at(12, 29)), isQuiet(within, at(12, 30))]).toEqual([false, true]);
  });
});

describe('a dry run', () => {
  it('finds in history when a rule would have fired, and when it would have ended', () => {
    const history = new RootHistory(db, '/a');
    const log = new SessionLog(db, history.rootId);
    for (let m = 0; m < 180; m++) {
      const t = START + m * MINUTE;
      const state = m >= 30 && m < 90 ? 'waiting' : 'working';
      history.record({
        t,
        gauges: new Map([
          ['prompts.waiting', m],
          ['prompts.oldestAt', START / 1000],
        ]),
        counters: new Map([['prompts.arrived', 2]]),
        durations: new Map(),
      });
      log.observe(t, new Map([['a', { state, evidence: '' }]]));
    }
    const reader = new HistoryReader(db, history.rootId);
    const end = START + 180 * MINUTE;
    const waiting = dryRun(ruleOf('session-waiting'), reader, log, START, end);
    expect(
      waiting.fired.map((f) => [(f.from - START) / MINUTE, ((f.to ?? 0) - START) / MINUTE]),
    ).toEqual([[41, 90]]);
    const oldest = dryRun(ruleOf('oldest-waiting'), reader, log, START, end);
    expect(oldest.fired.map((f) => [(f.from - START) / MINUTE, f.to])).toEqual([[61, null]]);
    expect(dryRun(ruleOf('queue-growing'), reader, log, START, end).fired).toHaveLength(1);
    expect(dryRun(ruleOf('index-lost'), reader, log, START, end).possible).toBe(false);
  });
});
