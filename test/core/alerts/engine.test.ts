import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertEngine, RELEASE_MS, type AlertEvent } from '../../../src/core/alerts/engine.ts';
import type { Moment } from '../../../src/core/alerts/moment.ts';
import { alertKinds, type AlertKind } from '../../../src/shared/alerts.ts';
import { calm, session, wrong } from './moments.ts';
import { ruleOf } from './rules.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 1);
const STEP = 10_000;

/** Runs one rule over a timeline of right (true) and wrong (false) stretches, in steps of 10 s. */
function run(
  kind: AlertKind,
  stretches: readonly { wrong: boolean; steps: number }[],
): AlertEvent[] {
  const engine = new AlertEngine([ruleOf(kind)]);
  const events: AlertEvent[] = [];
  let t = START;
  for (const stretch of stretches) {
    for (let i = 0; i < stretch.steps; i++, t += STEP) {
      events.push(...engine.next({ ...calm(t), ...(stretch.wrong ? wrong[kind] : {}) }));
    }
  }
  return events;
}

describe.each(alertKinds)('%s', (kind) => {
  it('fires once and ends once', () => {
    const events = run(kind, [
      { wrong: false, steps: 400 },
      { wrong: true, steps: 400 },
      { wrong: false, steps: 600 },
    ]);
    expect(events.map((event) => event.kind)).toEqual(['fired', 'ended']);
  });

  it('stays silent while nothing is wrong', () => {
    expect(run(kind, [{ wrong: false, steps: 1000 }])).toEqual([]);
  });

  it('alternates and never flaps, whatever the timeline', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wrong: fc.boolean(), steps: fc.integer({ min: 1, max: 150 }) }), {
          minLength: 1,
          maxLength: 25,
        }),
        (stretches) => {
          const events = run(kind, stretches);
          events.forEach((event, i) => {
            expect(event.kind).toBe(i % 2 === 0 ? 'fired' : 'ended');
          });
          // Between the end of one and the start of the next lies the release time.
          const pauses = events.flatMap((event, i) => {
            const again = events[i + 1];
            return event.kind === 'ended' && again !== undefined ? [again.at - event.at] : [];
          });
          expect(pauses.filter((ms) => ms < RELEASE_MS)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

const t = (minutes: number): number => START + minutes * MINUTE;
const waiting = (at: number, ...names: string[]): Moment => ({
  ...calm(at),
  sessions: names.map((name) => ({ ...session('waiting'), name })),
});

describe('the engine', () => {
  it('tells sessions apart', () => {
    const engine = new AlertEngine([ruleOf('session-waiting')]);
    const fired: string[] = [];
    for (let m = 0; m < 30; m++) {
      const names = m < 15 ? ['a'] : ['a', 'b'];
      for (const event of engine.next(waiting(t(m), ...names))) fired.push(event.finding.subject);
    }
    expect(fired).toEqual(['a', 'b']);
  });

  it('neither begins nor ends on what is not known', () => {
    const engine = new AlertEngine([ruleOf('session-waiting')]);
    const kinds: string[] = [];
    for (let m = 0; m < 60; m++) {
      const moment = m < 20 || m > 40 ? waiting(t(m), 'a') : { ...calm(t(m)), sessions: null };
      for (const event of engine.next(moment)) kinds.push(event.kind);
    }
    expect(kinds).toEqual(['fired']);
  });

  it('does not end while a figure hovers just under its limit', () => {
    const engine = new AlertEngine([ruleOf('oldest-waiting')]);
    const kinds: string[] = [];
    for (let m = 0; m < 60; m++) {
      const waitedMs = (m % 2 === 0 ? 61 : 55) * MINUTE;
      const moment = { ...calm(t(m)), waiting: 4, oldest: { waitedMs, task: null } };
      for (const event of engine.next(moment)) kinds.push(event.kind);
    }
    expect(kinds).toEqual(['fired']);
  });

  it('does not fire again for an alert that was on before a restart', () => {
    const finding = { subject: 'a', text: '', target: { view: 'sessions' } } as const;
    const rule = ruleOf('session-waiting');
    const engine = new AlertEngine([rule], [{ rule: rule.id, finding, firedAt: t(0) }]);
    const kinds: string[] = [];
    for (let m = 5; m < 40; m++) {
      const moment = m < 25 ? waiting(t(m), 'a') : calm(t(m));
      for (const event of engine.next(moment)) kinds.push(event.kind);
    }
    expect(kinds).toEqual(['ended']);
  });

  it('says so when something began while nobody watched', () => {
    const engine = new AlertEngine([ruleOf('index-lost')]);
    engine.next(calm(t(0)));
    const [event] = engine.next({ ...calm(t(500)), ...wrong['index-lost'] });
    expect(event?.missed).toBe(true);
  });

  it('ends the alerts of a rule that is switched off', () => {
    const rule = ruleOf('index-lost');
    const engine = new AlertEngine([rule]);
    engine.next({ ...calm(t(0)), lostIndexes: ['idx_a'] });
    engine.setRules([{ ...rule, enabled: false }]);
    const events = engine.next({ ...calm(t(1)), lostIndexes: ['idx_a'] });
    expect(events.map((event) => event.kind)).toEqual(['ended']);
  });
});
