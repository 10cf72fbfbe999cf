import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AlertEngine,
  RELEASE_MS,
  type AlertEvent,
  type OpenAlert,
} from '../../../src/core/alerts/engine.ts';
import { alertKinds, type AlertKind } from '../../../src/shared/alerts.ts';
import { calm, wrong } from './moments.ts';
import { ruleOf } from './rules.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 2, 1);
const STEP = 10_000;

/** What happens to Lookout itself between two stretches. */
type Incident = 'none' | 'restart' | 'asleep for a day' | 'clock back 10 min' | 'clock on 2 h';

interface Stretch {
  readonly isWrong: boolean;
  readonly steps: number;
  readonly next: Incident;
}

const stretches = fc.array(
  fc.record({
    isWrong: fc.boolean(),
    steps: fc.integer({ min: 1, max: 150 }),
    next: fc.constantFrom<Incident>(
      'none',
      'none',
      'restart',
      'asleep for a day',
      'clock back 10 min',
      'clock on 2 h',
    ),
  }),
  { minLength: 1, maxLength: 20 },
);

const shift: Readonly<Record<Incident, number>> = {
  none: 0,
  restart: 0,
  'asleep for a day': DAY,
  'clock back 10 min': -10 * MINUTE,
  'clock on 2 h': 120 * MINUTE,
};

/** Runs one rule over a timeline; what is on is handed on over restarts, as the log does. */
function run(kind: AlertKind, timeline: readonly Stretch[]): AlertEvent[] {
  const rule = ruleOf(kind);
  let engine = new AlertEngine([rule]);
  let on: OpenAlert[] = [];
  const events: AlertEvent[] = [];
  let t = START;
  for (const { isWrong, steps, next } of timeline) {
    for (let i = 0; i < steps; i++, t += STEP) {
      for (const event of engine.next({ ...calm(t), ...(isWrong ? wrong[kind] : {}) })) {
        events.push(event);
        on = event.kind === 'fired' ? [{ rule: rule.id, finding: event.finding, firedAt: t }] : [];
      }
    }
    t += shift[next];
    if (next === 'restart') engine = new AlertEngine([rule], on);
  }
  return events;
}

const kinds = (events: readonly AlertEvent[]): string[] => events.map(({ kind }) => kind);

/** Long enough for any rule to fire, or to end. */
const stretch = (isWrong: boolean, next: Incident = 'none'): Stretch => ({
  isWrong,
  steps: 600,
  next,
});

describe.each(alertKinds)('%s', (kind) => {
  it('begins and ends in turn, whatever happens to Lookout, the clock and the machine', () => {
    fc.assert(
      fc.property(stretches, (timeline) => {
        kinds(run(kind, timeline)).forEach((one, i) => {
          expect(one).toBe(i % 2 === 0 ? 'fired' : 'ended');
        });
      }),
      { numRuns: 40 },
    );
  });

  it.each<Incident>(['restart', 'asleep for a day', 'clock back 10 min', 'clock on 2 h'])(
    'does not fire again in mid-alert: %s',
    (incident) => {
      const timeline = [stretch(false), stretch(true, incident), stretch(true), stretch(false)];
      expect(kinds(run(kind, timeline))).toEqual(['fired', 'ended']);
    },
  );

  it('ends once when things were mended while nobody watched', () => {
    for (const incident of ['restart', 'asleep for a day'] as const) {
      const timeline = [stretch(false), stretch(true, incident), stretch(false), stretch(false)];
      expect(kinds(run(kind, timeline))).toEqual(['fired', 'ended']);
    }
  });

  it('does not flap while its cause comes and goes within the release time', () => {
    const flicker = Array.from({ length: 60 }, (_, i): Stretch => ({
      isWrong: i % 2 === 0,
      steps: i % 2 === 0 ? 20 : Math.floor(RELEASE_MS / STEP) - 2,
      next: 'none',
    }));
    const events = run(kind, [stretch(false), stretch(true), ...flicker, stretch(true)]);
    // One finish is the end of this one: it cannot come and go.
    const most = kind === 'nothing-finished' ? 2 : 1;
    const fired = kinds(events).filter((one) => one === 'fired');
    expect(fired.length).toBeLessThanOrEqual(most);
    expect(fired.length).toBeGreaterThan(0);
  });
});
