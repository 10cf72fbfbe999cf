import { Damage } from '../../src/core/history/damage.ts';
import {
  clockProblem,
  damageProblem,
  otherLookout,
  problemOf,
} from '../../src/core/history/problems.ts';
import { attention } from '../../src/core/monitor/attention.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import type { HistoryStatus, Problem, Snapshot } from '../../src/shared/model.ts';
import type { Scene } from './scenes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Each thing that can be wrong with Lookout's own record, in the words that core finds for it. */
const troubles = (now: number): Readonly<Record<string, Problem | null>> => ({
  other: otherLookout,
  full: problemOf(new Error('database or disk is full')),
  readonly: problemOf(new Error('attempt to write a readonly database')),
  unset: clockProblem(Infinity),
  behind: clockProblem(26 * HOUR),
  damaged: damageProblem(damaged(now)),
});

/** Of the minutes and of the alert log. */
function damaged(now: number): Damage {
  const damage = new Damage();
  damage.note('minute', now - 3 * DAY, now - 2 * DAY);
  damage.note('alert', now - 5 * DAY, now - 5 * DAY);
  return damage;
}

/** What is said of the record on an otherwise calm day. `calm`: its picture. */
export function recordScenes(calm: Snapshot, now: number): readonly Scene[] {
  const scene = (name: string, history: Partial<HistoryStatus>, i: number): Scene => {
    const snapshot = { ...calm, history: { ...calm.history, ...history } };
    const about = attention({ ...snapshot, now, alerts: [], limits: defaultSettings.limits });
    const isDark = i % 2 === 1;
    return {
      name: `record-${name}-${isDark ? 'small-dark' : 'light'}`,
      snapshot: { ...snapshot, attention: about.filter(({ kind }) => kind === 'history') },
      place: { view: 'overview' },
      ...(isDark && { size: 'small', theme: 'dark' }),
    };
  };
  const setAside = 'history.db.damaged-2026-11-12T16-40-03';
  return [
    ...Object.entries(troubles(now)).map(([name, problem], i) =>
      scene(name, { isKept: false, problem }, i),
    ),
    scene('set-aside', { setAside }, 0),
  ];
}
