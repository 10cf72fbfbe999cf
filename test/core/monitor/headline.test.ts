import { describe, expect, test } from 'vitest';
import { headline, type HeadlineInput } from '../../../src/core/monitor/headline.ts';
import type { SessionState } from '../../../src/shared/model.ts';
import { MINUTE, NOW, off, queue, session, source, sources } from './builders.ts';

const input = (change: Partial<HeadlineInput> = {}): HeadlineInput => ({
  now: NOW,
  paused: false,
  sources: sources(),
  queues: { prompts: queue('prompts'), task_queue: queue('task_queue') },
  sessions: [],
  attention: [],
  ...change,
});

const sessions = (...states: SessionState[]) => states.map((state, i) => session(`s${i}`, state));
const missing = {
  kind: 'missing',
  message: 'The file is not there.',
  action: 'Check the path.',
} as const;
const draining = queue('prompts', {
  waiting: 42,
  inFlight: 7,
  arrive: 0.5,
  finish: 4.1,
  forecast: { trend: 'draining', netPerMin: -3.6, emptyInMs: 9 * MINUTE },
});
const stopped = queue('prompts', { waiting: 12, forecast: { trend: 'stopped', netPerMin: 0 } });
const idleTasks = queue('task_queue');

const cases: readonly [string, Partial<HeadlineInput>, string, string][] = [
  ['nothing waits and nothing runs', {}, 'Nothing to do', 'fine'],
  [
    'the last are being worked on',
    { queues: { prompts: queue('prompts', { inFlight: 3 }), task_queue: idleTasks } },
    'Nothing waits: 3 in flight',
    'fine',
  ],
  [
    'draining',
    { queues: { prompts: draining, task_queue: idleTasks }, sessions: sessions('working') },
    'Draining: 42 waiting, about 9 min to empty',
    'fine',
  ],
  [
    'draining, one of both more slowly',
    {
      queues: {
        prompts: draining,
        task_queue: queue('task_queue', {
          waiting: 8,
          finish: 1,
          forecast: { trend: 'draining', netPerMin: -0.25, emptyInMs: 32 * MINUTE },
        }),
      },
      sessions: sessions('working'),
    },
    'Draining: 50 waiting, about 32 min until both are empty',
    'fine',
  ],
  [
    'growing, in both queues together',
    {
      queues: {
        prompts: queue('prompts', {
          waiting: 1200,
          finish: 2,
          forecast: { trend: 'growing', netPerMin: 2 },
        }),
        task_queue: queue('task_queue', {
          waiting: 34,
          finish: 2,
          forecast: { trend: 'growing', netPerMin: 1.1 },
        }),
      },
    },
    'Growing: 3.1 more a minute than finish',
    'fine',
  ],
  [
    'steady',
    {
      queues: {
        prompts: queue('prompts', { waiting: 1, finish: 4, forecast: { trend: 'steady' } }),
        task_queue: idleTasks,
      },
    },
    'Steady: 1 waiting, as many finish as arrive',
    'fine',
  ],
  [
    'stopped, though an agent works',
    { queues: { prompts: stopped, task_queue: idleTasks }, sessions: sessions('working') },
    'Stopped: 12 waiting, nothing finished in the last 11 min',
    'attention',
  ],
  [
    'growing because nothing finishes at all',
    {
      queues: {
        prompts: queue('prompts', {
          waiting: 12,
          arrive: 2,
          forecast: { trend: 'growing', netPerMin: 2 },
        }),
        task_queue: idleTasks,
      },
      sessions: sessions('working'),
    },
    'Stopped: 12 waiting, nothing finished in the last 11 min',
    'attention',
  ],
  [
    'stopped and never yet finished anything',
    {
      queues: {
        prompts: queue('prompts', {
          waiting: 12,
          forecast: { trend: 'stopped' },
          change: { lastFinishAt: null },
        }),
        task_queue: idleTasks,
      },
      sessions: sessions('working'),
    },
    'Stopped: 12 waiting, nothing has finished',
    'attention',
  ],
  [
    'nobody works, for want of answers',
    {
      queues: { prompts: stopped, task_queue: idleTasks },
      sessions: sessions('waiting', 'waiting', 'ready'),
    },
    'Nobody is working: 12 waiting, 2 sessions need an answer',
    'attention',
  ],
  [
    'nobody works, for want of one answer',
    { queues: { prompts: stopped, task_queue: idleTasks }, sessions: sessions('waiting') },
    'Nobody is working: 12 waiting, 1 session needs an answer',
    'attention',
  ],
  [
    'nobody works, though they could',
    { queues: { prompts: stopped, task_queue: idleTasks }, sessions: sessions('ready') },
    'Nobody is working: 12 waiting, 1 session is ready',
    'attention',
  ],
  [
    'nobody is there',
    {
      queues: { prompts: stopped, task_queue: idleTasks },
      sources: sources({
        tmux: source({
          state: 'unavailable',
          problem: { kind: 'tmux-no-server', message: 'No server.', action: 'Start one.' },
        }),
      }),
    },
    'Nobody is working: 12 waiting, no agent runs in tmux',
    'attention',
  ],
  [
    'a scan that failed says nothing about who works',
    {
      queues: { prompts: stopped, task_queue: idleTasks },
      sources: sources({
        tmux: source({
          state: 'stale',
          problem: { kind: 'tmux-timeout', message: 'Slow.', action: 'Wait.' },
        }),
      }),
    },
    'Stopped: 12 waiting, nothing finished in the last 11 min',
    'attention',
  ],
  [
    'a state that is unknown may be work',
    { queues: { prompts: stopped, task_queue: idleTasks }, sessions: sessions('unknown') },
    'Stopped: 12 waiting, nothing finished in the last 11 min',
    'attention',
  ],
  [
    'the worse queue leads and is named',
    {
      queues: {
        prompts: draining,
        task_queue: queue('task_queue', {
          waiting: 5,
          arrive: 2,
          finish: 1,
          forecast: { trend: 'growing', netPerMin: 1 },
        }),
      },
    },
    'Growing: 1.0 more a minute than finish in the task queue',
    'fine',
  ],
  [
    'too early to say',
    {
      queues: {
        prompts: queue('prompts', { waiting: 3, forecast: { trend: 'unknown' } }),
        task_queue: null,
      },
      sessions: sessions('working'),
    },
    '3 waiting, too early to say how fast they go',
    'fine',
  ],
  ['paused', { paused: true }, 'Paused', 'paused'],
  [
    'a database is missing',
    {
      sources: sources({
        assigner: source({ state: 'unavailable', lastReadAt: null, problem: missing }),
      }),
      queues: { prompts: null, task_queue: idleTasks },
    },
    'assigner.db: the file is not there',
    'broken',
  ],
  [
    'a database was locked for a moment',
    {
      sources: sources({
        assigner: source({
          state: 'stale',
          since: NOW - 2000,
          problem: { kind: 'locked', message: 'Locked.', action: 'Wait.' },
        }),
      }),
    },
    'Nothing to do',
    'fine',
  ],
  [
    'one of the two is not wanted',
    {
      sources: sources({ architect: off }),
      queues: { prompts: draining, task_queue: null },
      sessions: sessions('working'),
    },
    'Draining: 42 waiting, about 9 min to empty',
    'fine',
  ],
  [
    'nothing was chosen',
    { sources: sources({ assigner: off, architect: off }) },
    'Nothing is watched yet',
    'attention',
  ],
];

describe('headline', () => {
  test.each(cases)('%s', (_name, change, text, health) => {
    const said = headline(input(change));
    expect(said.text).toBe(text);
    expect(said.health).toBe(health);
  });

  test('says in the second line what stands behind the sentence', () => {
    const { detail } = headline(
      input({
        queues: { prompts: draining, task_queue: queue('task_queue', { inFlight: 1 }) },
        sessions: sessions('working', 'waiting'),
      }),
    );
    expect(detail).toBe(
      '4.1 a minute finish, 0.5 arrive. 8 in flight. The oldest has waited 14 min. 1 session needs an answer.',
    );
  });

  test('says how old the figures of a stale database are, and how the rest is', () => {
    const { detail } = headline(
      input({
        sources: sources({
          assigner: source({
            state: 'stale',
            since: NOW - 3 * MINUTE,
            lastReadAt: NOW - 3 * MINUTE,
            problem: missing,
          }),
        }),
      }),
    );
    expect(detail).toBe(
      'Check the path. Its figures are from 3 min ago. Meanwhile: nothing to do.',
    );
  });
});
