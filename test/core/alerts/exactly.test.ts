import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertEngine, RELEASE_MS } from '../../../src/core/alerts/engine.ts';
import type { Moment } from '../../../src/core/alerts/moment.ts';
import { alertKinds, type AlertKind, type AlertRule } from '../../../src/shared/alerts.ts';
import { calm, session, wrong } from './moments.ts';
import { ruleOf } from './rules.ts';

/**
 * Every kind of rule against what it promises, over any timeline and with any figures: when it fires
 * and when it ends, to the moment. `engine.test.ts` and `timelines.test.ts` say what never happens.
 */

const MINUTE = 60_000;
const STEP = 10_000;
const START = Date.UTC(2026, 2, 1);

interface Event {
  readonly kind: 'fired' | 'ended';
  readonly step: number;
}

function eventsOf(rule: AlertRule, moments: readonly Moment[], subject?: string): Event[] {
  const engine = new AlertEngine([rule]);
  return moments.flatMap((moment, step) =>
    engine
      .next(moment)
      .filter(({ finding }) => subject === undefined || finding.subject === subject)
      .map(({ kind }) => ({ kind, step })),
  );
}

/** By the promise: on once it was wrong for so long, over once it was right for a minute. */
function promised(isWrong: readonly boolean[], forMs: number): Event[] {
  const events: Event[] = [];
  let isOn = false;
  let began: number | null = null;
  let last = -Infinity;
  isWrong.forEach((wrongNow, step) => {
    const t = step * STEP;
    if (wrongNow) {
      began ??= t;
      last = t;
      if (!isOn && t - began >= forMs) {
        isOn = true;
        events.push({ kind: 'fired', step });
      }
    } else if (!isOn) began = null;
    else if (t - last >= RELEASE_MS) {
      isOn = false;
      began = null;
      events.push({ kind: 'ended', step });
    }
  });
  return events;
}

/** Stretches of right and wrong, in steps. */
const stretches = fc
  .array(fc.record({ isWrong: fc.boolean(), steps: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 15,
  })
  .map((all) => all.flatMap(({ isWrong, steps }) => Array<boolean>(steps).fill(isWrong)));

const moments = (kind: AlertKind, isWrong: readonly boolean[]): Moment[] =>
  isWrong.map((wrongNow, i) => {
    const t = START + i * STEP;
    return wrongNow ? { ...calm(t), ...wrong[kind] } : calm(t);
  });

/** Those whose condition is one of the moment; the others look at what happened over a while. */
const ofTheMoment = [
  'session-waiting',
  'session-blocked',
  'session-vanished',
  'oldest-waiting',
  'source-unavailable',
  'index-lost',
  'query-over-budget',
] as const satisfies readonly AlertKind[];

describe.each(ofTheMoment)('%s', (kind) => {
  it('fires and ends exactly when it says, for any duration', () => {
    let fired = 0;
    fc.assert(
      fc.property(stretches, fc.integer({ min: 0, max: 8 }), (isWrong, forMin) => {
        const events = eventsOf(ruleOf(kind, { forMin }), moments(kind, isWrong));
        fired += events.length;
        expect(events).toEqual(promised(isWrong, forMin * MINUTE));
      }),
      { numRuns: 60 },
    );
    expect(fired).toBeGreaterThan(60);
  });
});

/** Of which there may be several at a time: what makes each of these wrong. */
const several: Partial<Record<AlertKind, (names: readonly string[]) => Partial<Moment>>> = {
  'session-waiting': (names) => ({
    sessions: names.map((name) => ({ ...session('waiting'), name })),
  }),
  'session-blocked': (names) => ({
    sessions: names.map((name) => ({ ...session('blocked'), name })),
  }),
  'session-vanished': (names) => ({
    sessions: names.map((name) => ({ ...session('gone'), name, holdsTask: true })),
  }),
  'source-unavailable': (names) => ({ sources: names.map((name) => ({ name, bad: 'Gone.' })) }),
  'index-lost': (names) => ({ lostIndexes: names }),
  'query-over-budget': (names) => ({ costs: names.map((name) => ({ name, ms: 9000 })) }),
};

describe.each(Object.entries(several))('%s, of several', (name, make) => {
  const kind = alertKinds.find((one) => one === name) ?? 'index-lost';
  it('is told of each as if it were alone', () => {
    fc.assert(
      fc.property(stretches, stretches, fc.integer({ min: 0, max: 5 }), (one, other, forMin) => {
        const length = Math.max(one.length, other.length);
        const all = Array.from({ length }, (_, i): Moment => {
          const names = [...(one[i] === true ? ['a'] : []), ...(other[i] === true ? ['b'] : [])];
          return { ...calm(START + i * STEP), ...make(names) };
        });
        const rule = ruleOf(kind, { forMin });
        const padded = (given: readonly boolean[]): boolean[] =>
          Array.from({ length }, (_, i) => given[i] === true);
        expect(eventsOf(rule, all, 'a')).toEqual(promised(padded(one), forMin * MINUTE));
        expect(eventsOf(rule, all, 'b')).toEqual(promised(padded(other), forMin * MINUTE));
      }),
      { numRuns: 30 },
    );
  });
});

/** A moment at which a kind's figure is so many times its limit, while it goes on being so. */
const atLevel: Partial<
  Record<AlertKind, (rule: AlertRule, t: number, level: number) => Partial<Moment>>
> = {
  'oldest-waiting': ({ threshold }, _t, level) => ({
    waiting: 5,
    oldest: { waitedMs: level * threshold * MINUTE, task: null },
  }),
  'query-over-budget': ({ threshold }, _t, level) => ({
    costs: [{ name: 'assigner.db', ms: level * threshold }],
  }),
  // A step is a sixth of a minute.
  'queue-growing': ({ threshold }, _t, level) => ({
    arrived: (level * threshold) / 6,
    finished: 0,
  }),
  'failure-rate': ({ threshold, of }, _t, level) => ({
    failed: level * threshold,
    finished: of - level * threshold,
  }),
  'nothing-finished': ({ threshold }, _t, level) => ({
    finished: 0,
    waiting: Math.round(level * threshold),
  }),
};

type Phase = 'low' | 'between' | 'high';
const range: Readonly<Record<Phase, { min: number; max: number }>> = {
  low: { min: 0, max: 0.75 },
  // Not yet well again: under the limit, but by less than a fifth.
  between: { min: 0.85, max: 0.98 },
  high: { min: 1.1, max: 1.6 },
};
const phase = fc.constantFrom<Phase>('low', 'between', 'high').chain((name) =>
  fc.record({
    name: fc.constant(name),
    levels: fc.array(fc.double({ ...range[name], noNaN: true }), { minLength: 3, maxLength: 3 }),
  }),
);

describe.each(Object.entries(atLevel))('%s, by its figure', (name, make) => {
  const kind = alertKinds.find((one) => one === name) ?? 'oldest-waiting';

  it('begins only over its limit, and ends only well under it', () => {
    let fired = 0;
    fc.assert(
      fc.property(
        fc.array(phase, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 100, max: 400 }),
        (phases, forMin, threshold) => {
          const rule = ruleOf(kind, { forMin, threshold, of: 1000 });
          // As long as it takes until what was before counts for nothing, and then some.
          const steps = (forMin + 3) * 6;
          const all: Moment[] = [];
          const wanted: Event['kind'][] = [];
          let isOn = false;
          for (const { name: now, levels } of phases) {
            for (let i = 0; i < steps; i++) {
              const t = START + all.length * STEP;
              const level = levels[i % levels.length] ?? 0;
              all.push({ ...calm(t), ...make(rule, t, level) });
            }
            if (now === 'high' && !isOn) wanted.push('fired');
            if (now === 'low' && isOn) wanted.push('ended');
            isOn = now === 'high' || (isOn && now === 'between');
          }
          const events = eventsOf(rule, all).map((event) => event.kind);
          fired += events.length;
          expect(events).toEqual(wanted);
        },
      ),
      { numRuns: 40 },
    );
    expect(fired).toBeGreaterThan(10);
  });
});

/** What makes it unknown whether there is anything wrong. */
const unknown: Partial<Record<AlertKind, Partial<Moment>>> = {
  'session-waiting': { sessions: null },
  'session-blocked': { sessions: null },
  'session-vanished': { sessions: null },
  'oldest-waiting': { waiting: 3, oldest: null },
  'nothing-finished': { waiting: null, finished: 0 },
  'source-unavailable': { sources: null },
  'index-lost': { lostIndexes: null },
  'query-over-budget': { costs: null },
};

describe.each(Object.entries(unknown))('%s, where it cannot know', (name, blank) => {
  const kind = alertKinds.find((one) => one === name) ?? 'index-lost';
  it('neither begins nor ends', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            what: fc.constantFrom('right', 'wrong', 'unknown'),
            steps: fc.integer({ min: 1, max: 200 }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        (timeline) => {
          const whats = timeline.flatMap(({ what, steps }) => Array<string>(steps).fill(what));
          const all = whats.map((what, i): Moment => {
            const t = START + i * STEP;
            return {
              ...calm(t),
              ...(what === 'wrong' ? wrong[kind] : what === 'unknown' ? blank : {}),
            };
          });
          for (const { step } of eventsOf(ruleOf(kind), all)) {
            expect(whats[step]).not.toBe('unknown');
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('leaves no kind without a promise that is checked to the moment or by its figure', () => {
  const checked = new Set<string>([...ofTheMoment, ...Object.keys(atLevel)]);
  expect(alertKinds.filter((kind) => !checked.has(kind))).toEqual([]);
});
