import { describe, expect, it } from 'vitest';
import { Deliverer, liesIn, type Delivery } from '../../../src/core/alerts/delivery.ts';
import type { LoggedAlert } from '../../../src/core/alerts/log.ts';
import { defaultAlerts, type AlertSettings } from '../../../src/shared/alerts.ts';

const noon = new Date(2026, 2, 1, 12).getTime();
const night = new Date(2026, 2, 1, 23).getTime();
const SECOND = 1000;

let lastId = 0;
const alert = (
  subject: string,
  firedAt: number,
  change: Partial<LoggedAlert> = {},
): LoggedAlert => ({
  id: ++lastId,
  rule: 'session-waiting',
  kind: 'session-waiting',
  severity: 'warning',
  subject,
  text: `${subject} waits.`,
  firedAt,
  endedAt: null,
  acknowledgedAt: null,
  snoozedUntil: null,
  toldAt: null,
  target: { view: 'sessions', session: subject },
  ...change,
});

/** Asks once a second for `seconds`, notes what was told as the desk does, and returns it. */
function over(
  seconds: number,
  from: number,
  open: LoggedAlert[],
  settings: Partial<AlertSettings> = {},
  missed: ReadonlySet<number> = new Set(),
): Delivery[] {
  const deliverer = new Deliverer();
  const told: Delivery[] = [];
  for (let s = 0; s <= seconds; s++) {
    const now = from + s * SECOND;
    const all = { ...defaultAlerts, ...settings };
    for (const delivery of deliverer.next({ open, ended: [], missed, settings: all, now })) {
      told.push(delivery);
      for (const { id } of delivery.alerts) {
        const i = open.findIndex((one) => one.id === id);
        const one = open[i];
        if (one !== undefined) open[i] = { ...one, toldAt: now };
      }
    }
  }
  return told;
}

const quiet = { quiet: { from: '22:00', to: '07:00' } };

const at = (hours: number, minutes = 0): Date => new Date(2026, 5, 1, hours, minutes);

const endings = (ended: LoggedAlert[], now = noon): Delivery[] =>
  new Deliverer().next({
    open: [],
    ended,
    missed: new Set(),
    settings: { ...defaultAlerts, ...quiet },
    now,
  });

describe('delivery', () => {
  it('tells one by one what is little, once', () => {
    expect(over(30, noon, [alert('a', noon)]).map(({ body }) => body)).toEqual(['a waits.']);
  });

  it('tells many at once in one message, also when they fire a second apart', () => {
    const many = 'abcdefgh'.split('').map((name, i) => alert(name, noon + (i % 2) * SECOND));
    const [told, ...more] = over(30, noon, many);
    expect(more).toEqual([]);
    expect(told?.alerts).toHaveLength(8);
    expect(told?.body).toContain('and 3 more');
    expect(told?.target).toEqual({ view: 'alerts' });
  });

  it('is as grave as the gravest of what it tells', () => {
    const three = [alert('a', noon), alert('b', noon, { severity: 'critical' }), alert('c', noon)];
    expect(over(5, noon, three)[0]?.severity).toBe('critical');
  });

  it('holds back in quiet hours, and sums up afterwards what is still on', () => {
    const open = ['a', 'b', 'c'].map((name) => alert(name, night));
    expect(over(60, night, open, quiet)).toEqual([]);
    const morning = new Date(2026, 2, 2, 7).getTime();
    const left = open.filter(({ subject }) => subject !== 'b');
    const [summary, ...more] = over(60, morning, left, quiet);
    expect(summary?.title).toBe('While you were away: 2 things need you');
    expect(more).toEqual([]);
  });

  it('heeds a rule that is never quiet, and one with hours of its own', () => {
    const rules = defaultAlerts.rules.map((rule) => ({ ...rule, quiet: 'never' as const }));
    expect(over(5, night, [alert('a', night)], { ...quiet, rules })).toHaveLength(1);
    const own = rules.map((rule) => ({ ...rule, quiet: { from: '11:00', to: '13:00' } }));
    expect(over(5, noon, [alert('a', noon)], { ...quiet, rules: own })).toEqual([]);
    expect(over(5, night, [alert('a', night)], { ...quiet, rules: own })).toHaveLength(1);
  });

  it('sums up what was missed while sources come back one by one', () => {
    const open = [alert('a', noon), alert('b', noon + 8 * SECOND)];
    const told = over(60, noon, open, {}, new Set(open.map(({ id }) => id)));
    expect(told.map(({ title }) => title)).toEqual(['While you were away: 2 things need you']);
  });

  it('says nothing of what is snoozed until that is over, and never of what is acknowledged', () => {
    const snoozed = alert('a', noon - 60 * SECOND, { snoozedUntil: noon + 20 * SECOND });
    expect(over(10, noon, [snoozed])).toEqual([]);
    expect(over(60, noon, [snoozed])).toHaveLength(1);
    expect(over(60, noon, [alert('b', noon, { acknowledgedAt: noon })])).toEqual([]);
  });

  it('says that it is over, of what was told, in one message', () => {
    const done = { toldAt: noon - 1, endedAt: noon };
    const [one] = endings([alert('a', noon - 840 * SECOND, done)]);
    expect([one?.kind, one?.body]).toEqual(['ended', 'Over after 14 min: a waits.']);
    expect(endings([alert('a', noon, done), alert('b', noon, done)])).toHaveLength(1);
  });

  it('says no end of what was never told, was acknowledged, or falls in quiet hours', () => {
    const done = { toldAt: noon - 1, endedAt: noon };
    expect(endings([alert('a', noon, { ...done, toldAt: null })])).toEqual([]);
    expect(endings([alert('a', noon, { ...done, acknowledgedAt: noon })])).toEqual([]);
    expect(endings([alert('a', noon, done)], night)).toEqual([]);
  });

  it('knows quiet hours within a day and over midnight', () => {
    const overMidnight = { from: '22:00', to: '07:00' };
    expect([22, 23, 3, 6].map((h) => liesIn(overMidnight, at(h)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([7, 12, 21].map((h) => liesIn(overMidnight, at(h)))).toEqual([false, false, false]);
    const within = { from: '12:30', to: '13:00' };
    expect([liesIn(within, at(12, 29)), liesIn(within, at(12, 30))]).toEqual([false, true]);
  });
});
