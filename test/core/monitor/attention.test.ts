import { describe, expect, test } from 'vitest';
import { attention, type AttentionInput } from '../../../src/core/monitor/attention.ts';
import { Sightings } from '../../../src/core/monitor/sightings.ts';
import {
  calm,
  index,
  MINUTE,
  nothingAmiss,
  NOW,
  queue,
  session,
  source,
  sources,
  task,
} from './builders.ts';

const input = (change: Partial<AttentionInput> = {}): AttentionInput => ({
  ...calm(NOW),
  ...change,
});

const titles = (change: Partial<AttentionInput>): string[] =>
  attention(input(change)).map(({ title }) => title);

const waiting = (name: string, minutes: number) =>
  session(name, 'waiting', { since: NOW - minutes * MINUTE });

const failing = (failedLastHour: number) => ({
  queues: {
    prompts: queue('prompts', { change: { failedLastHour, finishedLastHour: 100 } }),
    task_queue: null,
  },
});

const lost = (kind: 'missing' | 'tmux-timeout' | 'tmux-no-server') =>
  source({
    state: 'stale',
    since: NOW - MINUTE,
    problem: { kind, message: 'Gone.', action: 'Look.' },
  });

const limited = (kind: 'slow' | 'large') => ({
  sources: sources({
    assigner: source({ limits: [{ kind, message: 'It takes 90 ms.', action: 'Wait.' }] }),
  }),
});

const severity = (change: Parameters<typeof sources>[0]) =>
  attention(input({ sources: sources(change) }))[0];

const itemsOf = (...change: Partial<AttentionInput>[]) =>
  attention(input(Object.assign({}, ...change)));

const superfluous = (name: string) => ({
  database: 'assigner' as const,
  table: 'prompts',
  name,
  definition: `CREATE INDEX ${name} ON prompts(status)`,
  coveredBy: 'idx_long',
});

describe('attention', () => {
  test('asks for nobody while all is well, and while a source is merely switched off', () => {
    expect(attention(input())).toEqual([]);
  });

  test('names two sessions that wait, and sums up more than two behind the oldest', () => {
    expect(titles({ sessions: [waiting('a', 3), waiting('b', 14)] })).toEqual([
      'b waits for an answer',
      'a waits for an answer',
    ]);
    const items = attention(
      input({ sessions: ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => waiting(name, i + 1)) }),
    );
    expect(items.map(({ title }) => title)).toEqual([
      'f waits for an answer',
      '5 more sessions wait for an answer',
    ]);
    expect(items[1]).toMatchObject({
      detail: 'e, d, c, b and 1 more',
      since: NOW - 5 * MINUTE,
      step: { target: { view: 'sessions', filter: 'waiting' } },
    });
  });

  test('says which task a waiting session holds', () => {
    const held = session('a', 'waiting', { detail: 'asks to push', task: task(4180) });
    expect(attention(input({ sessions: [held] }))[0]?.detail).toBe(
      'asks to push · holds task 4,180',
    );
  });

  test('a dead session with a task is one item, its prompt not a second', () => {
    const dead = session('a', 'dead', { task: task(7) });
    expect(
      titles({
        sessions: [dead, session('b', 'dead')],
        reconciliation: { ...nothingAmiss, orphanedPrompts: [7] },
      }),
    ).toEqual(['a ended with a task in hand']);
  });

  test('speaks of one and of many as people do', () => {
    const one = titles({
      reconciliation: { ...nothingAmiss, ghosts: ['a'], orphanedPrompts: [1] },
    });
    const many = titles({
      reconciliation: { ...nothingAmiss, ghosts: ['a', 'b'], orphanedPrompts: [1, 2] },
    });
    expect(one).toEqual([
      'Prompt 1 is with a session that does not work on it',
      'a is in the database, but not in tmux',
    ]);
    expect(many).toEqual([
      '2 prompts are with sessions that do not work on them',
      '2 sessions in the database do not exist',
    ]);
  });

  test('overdue since it was due', () => {
    const overdue = {
      id: 12,
      queue: 'prompts',
      session: 'a',
      summary: '',
      assignedAt: NOW - 52 * MINUTE,
      dueAt: NOW - 22 * MINUTE,
    } as const;
    const [item] = attention(
      input({
        queues: { prompts: queue('prompts', { change: { overdue: [overdue] } }), task_queue: null },
      }),
    );
    expect(item).toMatchObject({
      title: 'Prompt 12 is overdue',
      detail: '52 min with a, due 22 min ago',
      since: NOW - 22 * MINUTE,
      step: { target: { view: 'queue', queue: 'prompts', task: 12 } },
    });
  });

  test('asks for nobody where a part is only large: nothing would mend it', () => {
    expect(titles(limited('slow'))).toEqual(['It takes 90 ms.']);
    expect(titles(limited('large'))).toEqual([]);
  });

  test('failures count from the limit on', () => {
    expect(titles(failing(9))).toEqual([]);
    expect(titles(failing(10))).toEqual(['10 prompts failed in the last hour']);
  });

  test('a lost database is broken, a lost tmux asks for attention, no server is worth a note', () => {
    expect(severity({ assigner: lost('missing') })).toMatchObject({
      severity: 'broken',
      since: NOW - MINUTE,
    });
    expect(severity({ tmux: lost('tmux-timeout') })?.severity).toBe('attention');
    expect(severity({ tmux: lost('tmux-no-server') })?.severity).toBe('info');
  });

  test('has one calm line for all superfluous indexes', () => {
    expect(itemsOf({ redundant: [superfluous('a')] })).toMatchObject([
      {
        severity: 'info',
        title: '1 index is superfluous',
        detail: 'a: idx_long answers whatever it answers.',
        step: { target: { view: 'maintenance', tab: 'superfluous' } },
      },
    ]);
    expect(itemsOf({ redundant: [superfluous('a'), superfluous('b')] })).toMatchObject([
      { title: '2 indexes are superfluous', detail: 'a, b' },
    ]);
  });

  test('counts only the indexes of the reference that are missing or other than they should be', () => {
    expect(
      titles({
        indexes: [
          index('a', 'missing'),
          index('b', 'missing'),
          index('c', 'drifted'),
          index('d', 'equivalent'),
          { ...index('e', 'missing'), group: 'optional' },
        ],
      }),
    ).toEqual(['2 indexes are missing', '1 index has another definition']);
  });

  test('tells what somebody took away from what was never there, and what is not used', () => {
    expect(
      titles({
        indexes: [
          { ...index('a', 'missing'), lostSince: 1, group: 'optional' },
          index('b', 'missing'),
          { ...index('c', 'present'), isUnused: true },
        ],
      }),
    ).toEqual([
      '1 index that Lookout made is gone',
      '1 index is missing',
      '1 index is there but not used',
    ]);
  });
});

describe('sightings', () => {
  const ghosts = { reconciliation: { ...nothingAmiss, ghosts: ['a'] } };

  test('keep the time of the first sighting while the same goes on, and forget it afterwards', () => {
    const sightings = new Sightings();
    expect(sightings.stamp(itemsOf(ghosts), NOW)[0]?.since).toBe(NOW);
    const more = { reconciliation: { ...nothingAmiss, ghosts: ['a', 'b'] } };
    expect(sightings.stamp(itemsOf(more), NOW + MINUTE)[0]?.since).toBe(NOW);
    sightings.stamp(itemsOf(), NOW + 2 * MINUTE);
    expect(sightings.stamp(itemsOf(ghosts), NOW + 3 * MINUTE)[0]?.since).toBe(NOW + 3 * MINUTE);
  });

  test('order by gravity, then by age', () => {
    const ordered = new Sightings().stamp(
      itemsOf(ghosts, {
        sessions: [waiting('young', 1), waiting('old', 9)],
        sources: sources({
          architect: source({
            state: 'unavailable',
            since: NOW,
            problem: { kind: 'missing', message: 'Gone.', action: 'Look.' },
          }),
        }),
      }),
      NOW,
    );
    expect(ordered.map(({ title }) => title)).toEqual([
      'assigner.db: gone.',
      'old waits for an answer',
      'young waits for an answer',
      'a is in the database, but not in tmux',
    ]);
  });
});
