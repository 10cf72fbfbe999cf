import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../../src/core/alerts/engine.ts';
import { KnownIndexes } from '../../../src/core/alerts/known-indexes.ts';
import { AlertLog } from '../../../src/core/alerts/log.ts';
import { openHistory } from '../../../src/core/history/database.ts';
import { index } from '../monitor/builders.ts';
import { ruleOf } from './rules.ts';

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

const event = (subject: string, change: Partial<AlertEvent> = {}): AlertEvent => ({
  kind: 'fired',
  rule: ruleOf('session-waiting'),
  finding: { subject, text: `${subject} waits.`, target: { view: 'sessions', session: subject } },
  at: START,
  missed: false,
  withdrawn: false,
  ...change,
});

describe('the alert log', () => {
  it('keeps an alert from its first moment to its end, and what the user said to it', () => {
    const log = new AlertLog(db, 1);
    const fired = log.apply([event('a'), event('b')], START);
    expect(fired.map(({ subject }) => subject)).toEqual(['a', 'b']);
    const [b, a] = log.open();
    expect([a?.subject, b?.subject]).toEqual(['a', 'b']);
    expect(a?.target).toEqual({ view: 'sessions', session: 'a' });
    expect(log.unread(START)).toBe(2);
    log.acknowledge([a?.id ?? 0], START + 1);
    log.snooze(b?.id ?? 0, START + MINUTE);
    expect([log.unread(START + 1), log.unread(START + MINUTE)]).toEqual([0, 1]);
    const [ended] = log.apply([event('a', { kind: 'ended', at: START + 2 })], START + 3);
    expect([ended?.endedAt, ended?.acknowledgedAt]).toEqual([START + 2, START + 1]);
    expect(log.open().map((alert) => alert.subject)).toEqual(['b']);
    expect(log.open()[0]?.snoozedUntil).toBe(START + MINUTE);
  });

  it('keeps what it quotes as one plain line', () => {
    const log = new AlertLog(db, 1);
    const text = `a waits: \u001b[31mred\u202e\nnext ${'x'.repeat(1_000_000)}`;
    const finding = { subject: 'a', text, target: { view: 'overview' } } as const;
    const [alert] = log.apply([event('a', { finding })], START);
    expect(alert?.text).toMatch(/^a waits: \[31mred next x+…$/);
    expect(alert?.text.length).toBeLessThanOrEqual(300);
  });

  it('pages back from the newest, and acknowledges all at once', () => {
    const log = new AlertLog(db, 1);
    log.apply(
      ['a', 'b', 'c', 'd', 'e'].map((subject) => event(subject)),
      START,
    );
    const first = log.recent(2);
    expect(first.map(({ subject }) => subject)).toEqual(['e', 'd']);
    expect(log.recent(2, first.at(-1)?.id).map(({ subject }) => subject)).toEqual(['c', 'b']);
    log.acknowledge('all', START + 5);
    expect(log.unread(START + 5)).toBe(0);
    expect(new AlertLog(db, 2).recent()).toEqual([]);
  });

  it('hands what was on to the next start, and ends what no rule stands for any more', () => {
    const log = new AlertLog(db, 1);
    log.apply([event('a'), event('x', { rule: ruleOf('index-lost') })], START);
    const open = log.resume(new Set(['session-waiting']), START + 9);
    expect(open.map((one) => one.finding.subject)).toEqual(['a']);
    expect(log.open().map((alert) => alert.subject)).toEqual(['a']);
  });

  it('takes over what is on elsewhere, once, and that it was told', () => {
    const [there, here] = [new AlertLog(db, 1), new AlertLog(db, 2)];
    there.apply([event('a'), event('b')], START);
    there.told([there.open().find(({ subject }) => subject === 'a')?.id ?? 0], START + 1);
    here.apply([event('b')], START);
    here.adopt(there.open());
    expect(here.open().map(({ subject, toldAt }) => [subject, toldAt])).toEqual([
      ['a', START + 1],
      ['b', null],
    ]);
  });
});

const lostAfter = (...states: Parameters<typeof index>[1][]): string[] => {
  const known = new KnownIndexes(db, 1);
  return states.map((state) => known.lost([index('idx', state)]).join()).slice(-1);
};

describe('indexes that were there once', () => {
  it('are lost when they are missing; one that never was is not', () => {
    expect(lostAfter('missing')).toEqual(['']);
    expect(lostAfter('present', 'missing')).toEqual(['idx']);
    expect(lostAfter('drifted', 'not-applicable')).toEqual(['']);
  });

  it('are remembered over a restart, and while their database cannot be read', () => {
    new KnownIndexes(db, 1).lost([index('idx', 'present')]);
    expect(new KnownIndexes(db, 1).lost([index('idx', 'missing')])).toEqual(['idx']);
    expect(new KnownIndexes(db, 1).lost([])).toEqual(['idx']);
    expect(new KnownIndexes(db, 1).lost([index('idx', 'present')])).toEqual([]);
  });

  it('are not missed when Lookout itself took them back', () => {
    const known = new KnownIndexes(db, 1);
    known.lost([index('idx', 'present')]);
    expect(known.lost([index('idx', 'missing')], new Set(['idx']))).toEqual([]);
    known.lost([index('idx', 'present')], new Set(['idx']));
    expect(known.lost([index('idx', 'missing')])).toEqual(['idx']);
  });

  it('are not missed any more once that is meant', () => {
    const known = new KnownIndexes(db, 1);
    known.lost([index('idx', 'present')]);
    known.lost([index('idx', 'missing')]);
    known.forget('idx');
    expect(known.lost([index('idx', 'missing')])).toEqual([]);
    expect(new KnownIndexes(db, 1).lost([index('idx', 'missing')])).toEqual([]);
  });
});
