import { expect, it, onTestFinished } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { indexChanges } from '../../../src/core/history/index-changes.ts';
import { RootRecord } from '../../../src/core/history/root.ts';
import type { Recordable } from '../../../src/core/history/sampler.ts';
import { historyView } from '../../../src/core/history/view.ts';
import type { Events } from '../../../src/core/queue/rates.ts';
import type { FailureGroup, SessionState } from '../../../src/shared/model.ts';
import { defaultAlerts } from '../../../src/shared/alerts.ts';
import { sources } from '../../renderer/fixtures/sources.ts';
import { index, queue, session } from '../monitor/builders.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 0, 5);

function record(): RootRecord {
  const { db } = openHistory(':memory:');
  onTestFinished(() => void db.close());
  return new RootRecord(db, '/a', [], START);
}

interface Doing {
  readonly waiting?: number;
  readonly states?: readonly SessionState[];
  readonly finishes?: readonly Events[];
  readonly failures?: readonly FailureGroup[];
}

const moment = (now: number, doing: Doing): Recordable => ({
  now,
  queues: {
    prompts: queue('prompts', {
      waiting: doing.waiting ?? 3,
      change: { failures: doing.failures ?? [] },
    }),
    task_queue: null,
  },
  sessions: (doing.states ?? ['working', 'ready']).map((state, i) =>
    session(`s${i}`, state, { since: now - MINUTE }),
  ),
  sources: sources(START),
  probe: null,
  timings: { tickMs: 1, scanMs: 1, queueMs: 0.3, statsMs: 0.8, panes: 2, captured: 0 },
  recent: {
    prompts: {
      arrivals: [],
      finishes: (doing.finishes ?? []).map((finish) => ({ ...finish, failed: false })),
      completions: [],
    },
    task_queue: null,
  },
});

/** Watches for so many minutes, once every ten seconds. */
function watch(root: RootRecord, from: number, minutes: number, doing: Doing = {}): number {
  for (let t = from; t <= from + minutes * MINUTE; t += 10_000) root.record(moment(t, doing));
  return from + minutes * MINUTE;
}

it('tells of a stretch what came, how sessions spent it, and how fast people answered', () => {
  const root = record();
  const asked = watch(root, START, 20, { states: ['working', 'waiting'] });
  const answered = watch(root, asked + 10_000, 20, { states: ['working', 'working'] });
  const finishes = [{ at: answered + MINUTE, count: 4 }];
  const end = watch(root, answered + MINUTE, 20, { finishes });
  const view = historyView(root, { from: START, to: end, compare: 'none' }, end);
  expect(view.totals).toMatchObject({ finished: 4, failed: 0 });
  expect(view.cumulative.points.at(-1)?.['done']).toBe(4);
  expect(view.answers).toMatchObject({ count: 1 });
  expect(view.shares?.working).toBeGreaterThan(0.6);
  expect(view.shares?.waiting).toBeCloseTo(1 / 6, 1);
  expect(view.firstAt).toBe(START);
  expect(view.ghost).toBeNull();
});

it('lays yesterday behind today, and leaves a gap where there was none', () => {
  const root = record();
  watch(root, START, 60, { waiting: 8 });
  const today = START + 24 * HOUR;
  const end = watch(root, today + 30 * MINUTE, 60, { waiting: 2 });
  const view = historyView(root, { from: today, to: end, compare: 'day' }, end);
  const ghost = view.ghost?.depth.points ?? [];
  expect(ghost[0]?.t).toBeGreaterThanOrEqual(today - MINUTE);
  expect(ghost.some((point) => point['waiting'] === 8)).toBe(true);
  expect(ghost.at(-1)?.['waiting'] ?? null).toBeNull();
});

const failure = (pattern: string, at: number): FailureGroup => ({
  pattern,
  count: 1,
  firstAt: at,
  lastAt: at,
  exampleId: 7,
  overTime: [],
});

it('knows a failure that was never seen before the stretch', () => {
  const root = record();
  const old = failure('old', START + MINUTE);
  watch(root, START, 60, { failures: [old] });
  const later = START + 2 * HOUR;
  const end = watch(root, later, 30, {
    failures: [
      { ...old, lastAt: later + MINUTE },
      failure('new', later + MINUTE),
      failure('__proto__', later + 2 * MINUTE),
    ],
  });
  const { failures } = historyView(root, { from: later, to: end, compare: 'none' }, end);
  expect(failures.map(({ pattern, isNew }) => [pattern, isNew])).toEqual([
    ['__proto__', true],
    ['new', true],
    ['old', false],
  ]);
});

it('marks indexes that came and went, and not those of a database that was not read before', () => {
  const before = [index('a', 'missing'), index('b', 'present'), index('c', 'not-applicable')];
  const after = [
    index('a', 'present'),
    index('b', 'missing'),
    index('c', 'missing'),
    index('d', 'present'),
  ];
  expect(indexChanges(before, after)).toEqual(['a created', 'b dropped']);
});

it('marks on the time axis what happened, and when alerts began and ended', () => {
  const root = record();
  watch(root, START, 60);
  const [rule] = defaultAlerts.rules;
  if (rule === undefined) throw new Error('there are no rules');
  const finding = { subject: 'queue', text: 'It waits.', target: { view: 'queue' } } as const;
  const event = { rule, finding, missed: false, withdrawn: false };
  const note = (kind: 'fired' | 'ended', minute: number) =>
    root.alerts.apply([{ ...event, kind, at: START + minute * MINUTE }], START + minute * MINUTE);
  note('fired', 10);
  root.marks.add({ t: START + 20 * MINUTE, kind: 'target', text: 'watched again' });
  note('ended', 30);
  const marked = (from: number, to: number) =>
    historyView(
      root,
      { from: START + from * MINUTE, to: START + to * MINUTE, compare: 'none' },
      START + HOUR,
    ).charts.marks.map(({ t, kind }) => [(t - START) / MINUTE, kind]);
  expect(marked(0, 60)).toEqual([
    [10, 'alert'],
    [20, 'target'],
    [30, 'alert-over'],
  ]);
  expect(marked(15, 25)).toEqual([[20, 'target']]);
});
