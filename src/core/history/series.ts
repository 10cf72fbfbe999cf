import type { QueueName, SessionState } from '../../shared/model.ts';

/** Every series that history keeps, by name. Names are stored: never change the meaning of one. */

const QUEUES: readonly QueueName[] = ['prompts', 'task_queue'];
const both = (what: string): string[] => QUEUES.map((queue) => `${queue}.${what}`);

export const SESSION_STATES: readonly SessionState[] = [
  'working',
  'waiting',
  'ready',
  'blocked',
  'shell',
  'dead',
  'unknown',
];

/** States drawn together as "other". */
export const OTHER_STATES: readonly SessionState[] = ['shell', 'dead', 'unknown'];

export const SERIES = {
  // Gauges.
  waiting: both('waiting'),
  inFlight: both('inFlight'),
  /** Creation of the oldest waiting task, seconds since the epoch; 0 when none waits. */
  oldestAt: both('oldestAt'),
  // Counters.
  arrived: both('arrived'),
  finished: both('finished'),
  failed: both('failed'),
  // Durations, ms (costs in µs).
  assignment: both('assignment'),
  completion: both('completion'),
  /** How long a session waited until a person answered. */
  answer: 'sessions.answer',
  probe: 'probe.ms',
  // The cost of watching: for as long as minutes are kept.
  tickCost: 'cost.tick',
  scanCost: 'cost.scan',
  queueCost: 'cost.queue',
  statsCost: 'cost.stats',
} as const;
