import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Bucket } from '../../../src/core/history/bucket.ts';
import { Past } from '../../../src/core/history/past.ts';
import type { PastTask } from '../../../src/core/queue/past-reader.ts';

const MINUTE = 60_000;
const FROM = Date.UTC(2026, 0, 5);
const TO = FROM + 30 * MINUTE;

const ids = new Map<string, number>();
function seriesId(name: string): number {
  const id = ids.get(name) ?? ids.size + 1;
  ids.set(name, id);
  return id;
}
const id = (what: string): number => seriesId(`prompts.${what}`);

const task = (change: Partial<PastTask>): PastTask => ({
  id: 1,
  state: 'completed',
  createdAt: null,
  assignedAt: null,
  completedAt: null,
  ...change,
});

function minutesOf(past: Past): Map<number, Bucket> {
  return new Map([...past.minutes('prompts', seriesId)].map(({ t, bucket }) => [t, bucket]));
}
function worked(...tasks: PastTask[]): Map<number, Bucket> {
  const past = new Past(FROM, TO);
  for (const one of tasks) past.add(one);
  return minutesOf(past);
}
const at = (minutes: Map<number, Bucket>, minute: number, what: string) =>
  minutes.get(FROM + minute * MINUTE)?.gauges.get(id(what));

it('tells depth, flow and durations from the times of a task', () => {
  const minutes = worked(
    task({
      createdAt: FROM + 2 * MINUTE,
      assignedAt: FROM + 5 * MINUTE + 30_000,
      completedAt: FROM + 9 * MINUTE,
    }),
  );
  expect(at(minutes, 2, 'waiting')).toMatchObject({ min: 1, max: 1 });
  expect(at(minutes, 5, 'waiting')).toMatchObject({ min: 0, max: 1, integral: 30_000 });
  expect(at(minutes, 8, 'inFlight')).toMatchObject({ min: 1, max: 1 });
  expect(at(minutes, 9, 'inFlight')?.max).toBe(0);
  expect(at(minutes, 4, 'oldestAt')?.max).toBe((FROM + 2 * MINUTE) / 1000);
  expect(at(minutes, 7, 'oldestAt')?.max).toBe(0);
  expect(minutes.get(FROM + 2 * MINUTE)?.counters.get(id('arrived'))).toBe(1);
  const end = minutes.get(FROM + 9 * MINUTE);
  expect(end?.counters.get(id('finished'))).toBe(1);
  expect(end?.sketches.get(id('assignment'))?.maxMs).toBe(210_000);
  expect(end?.sketches.get(id('completion'))?.maxMs).toBe(210_000);
});

it('says nothing of the time before the first task', () => {
  const minutes = worked(task({ createdAt: FROM + 7 * MINUTE, state: 'waiting' }));
  expect([...minutes.keys()][0]).toBe(FROM + 7 * MINUTE);
  expect(minutes.size).toBe(23);
});

it('takes live tasks without a time, and those that were not read, to have been there throughout', () => {
  const past = new Past(FROM, TO);
  past.add(task({ createdAt: FROM, state: 'waiting' }));
  past.add(task({ state: 'waiting' }));
  past.complete({ waiting: 5, inFlight: 2 });
  const minutes = minutesOf(past);
  expect(at(minutes, 0, 'waiting')).toMatchObject({ min: 5, max: 5 });
  expect(at(minutes, 29, 'inFlight')).toMatchObject({ min: 2, max: 2 });
});

it('moves an attempt that was retried from waiting to in flight, and counts its failure', () => {
  const past = new Past(FROM, TO);
  past.add(task({ createdAt: FROM, state: 'waiting' }));
  past.addAttempt(FROM + 10 * MINUTE, FROM + 20 * MINUTE, true);
  const minutes = minutesOf(past);
  expect(at(minutes, 9, 'waiting')?.max).toBe(1);
  expect(at(minutes, 15, 'waiting')?.max).toBe(0);
  expect(at(minutes, 15, 'inFlight')?.max).toBe(1);
  expect(at(minutes, 20, 'waiting')?.max).toBe(1);
  expect(minutes.get(FROM + 20 * MINUTE)?.counters.get(id('failed'))).toBe(1);
});

const ms = (minute: number | null): number | null =>
  minute === null ? null : FROM + minute * MINUTE;

const time = fc.option(fc.integer({ min: -40, max: 70 }), { nil: null });
const anyTask = fc.record({
  state: fc.constantFrom('waiting', 'in-flight', 'completed', 'failed', 'other'),
  createdAt: time,
  assignedAt: time,
  completedAt: time,
});

it('never fails on times that are missing, impossible or out of order, and counts every arrival once', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 60 }), (rows) => {
      const tasks = rows
        .map((row, i) => ({
          id: i,
          state: row.state,
          createdAt: ms(row.createdAt),
          assignedAt: ms(row.assignedAt),
          completedAt: ms(row.completedAt),
        }))
        .toSorted((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
      const minutes = worked(...tasks);
      const counted = [...minutes.values()].reduce(
        (n, bucket) => n + (bucket.counters.get(id('arrived')) ?? 0),
        0,
      );
      const inside = tasks.filter(({ createdAt: t }) => t !== null && t >= FROM && t < TO);
      expect(counted).toBe(inside.length);
      for (const [t, bucket] of minutes) {
        const waiting = tasks.filter((one) => waitsAt(one, t)).length;
        expect(bucket.gauges.get(id('waiting'))).toMatchObject({ min: waiting, max: waiting });
        const oldest = tasks.find((one) => one.createdAt !== null && waitsAt(one, t))?.createdAt;
        const told = bucket.gauges.get(id('oldestAt'))?.max;
        expect(told).toBe(oldest === undefined || oldest === null ? 0 : oldest / 1000);
      }
    }),
  );
});

/** Whether a task waits in the minute from `t` on, worked out for it alone. */
function waitsAt({ state, createdAt, assignedAt, completedAt }: PastTask, t: number): boolean {
  if (createdAt === null) return state === 'waiting';
  if (createdAt > t) return false;
  if (state === 'waiting') return true;
  const end = assignedAt ?? completedAt;
  return end !== null && Math.max(createdAt, end) > t;
}
