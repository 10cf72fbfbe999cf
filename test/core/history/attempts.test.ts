import { expect, it } from 'vitest';
import { Attempts } from '../../../src/core/history/attempts.ts';
import { Past } from '../../../src/core/history/past.ts';

const MINUTE = 60_000;
const FROM = Date.UTC(2026, 0, 5);
const series: Record<string, number> = {
  'prompts.waiting': 1,
  'prompts.inFlight': 2,
  'prompts.failed': 3,
};

const at = (minute: number): number => FROM + minute * MINUTE;

it('tells of what was tried before: from its assignment to what ended it, and that it failed', () => {
  const past = new Past(FROM, at(60));
  past.add({
    id: 7,
    state: 'completed',
    createdAt: FROM,
    assignedAt: at(40),
    completedAt: at(50),
  });
  past.add({ id: 8, state: 'waiting', createdAt: FROM, assignedAt: null, completedAt: null });
  const attempts = new Attempts(past);
  const event = (prompt: number, action: string, minute: number): void =>
    attempts.add({ prompt, action, at: at(minute) });
  event(7, 'assigned', 10);
  event(7, 'started', 11);
  event(8, 'assigned', 12);
  event(7, 'timeout', 20);
  event(8, 'released', 15);
  event(7, 'assigned', 40);
  event(7, 'completed', 50);
  attempts.finish(past.waitingIds);
  const minutes = [...past.minutes('prompts', (name) => series[name] ?? 9)];
  const level = (minute: number, id: number) => minutes[minute]?.bucket.gauges.get(id)?.max;
  expect([9, 11, 13, 16, 21, 45].map((minute) => level(minute, 1))).toEqual([2, 1, 0, 1, 2, 1]);
  expect([9, 11, 13, 16, 21, 45].map((minute) => level(minute, 2))).toEqual([0, 1, 2, 1, 0, 1]);
  const failed = minutes.map(({ bucket }) => bucket.counters.get(3) ?? 0);
  expect(failed.reduce((sum, n) => sum + n, 0)).toBe(1);
  expect(failed[20]).toBe(1);
});
