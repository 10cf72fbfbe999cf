import type { Moment } from '../../../src/core/alerts/moment.ts';
import type { AlertKind } from '../../../src/shared/alerts.ts';

const MINUTE = 60_000;

/** Nothing is wrong. */
export const calm = (t: number): Moment => ({
  t,
  waiting: 0,
  oldest: null,
  arrived: 0,
  finished: 1,
  failed: 0,
  sessions: [],
  sources: [],
  lostIndexes: [],
  costs: [{ name: 'assigner.db', ms: 1 }],
});

export const session = (state: string) => ({
  name: 'a',
  state,
  detail: null,
  holdsTask: false,
  since: null,
});

/** What makes a calm moment one at which exactly this kind of rule finds something. */
export const wrong: Readonly<Record<AlertKind, Partial<Moment>>> = {
  'session-waiting': { sessions: [session('waiting')] },
  'session-blocked': { sessions: [session('blocked')] },
  'session-vanished': { sessions: [{ ...session('gone'), holdsTask: true }] },
  'queue-growing': { arrived: 40 },
  'oldest-waiting': { waiting: 3, oldest: { waitedMs: 300 * MINUTE, task: null } },
  'failure-rate': { finished: 0, failed: 30 },
  'nothing-finished': { finished: 0, waiting: 9 },
  'source-unavailable': { sources: [{ name: 'tmux', bad: 'tmux does not answer.' }] },
  'index-lost': { lostIndexes: ['idx_a'] },
  'query-over-budget': { costs: [{ name: 'assigner.db', ms: 900 }] },
};
