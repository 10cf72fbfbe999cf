import { describe, expect, it } from 'vitest';
import type { StateChange } from '../../../src/core/history/session-log.ts';
import { timelineOf } from '../../../src/core/history/timeline.ts';

const change = (t: number, state: string, evidence = `saw ${state}`): StateChange => ({
  t,
  session: 'a',
  state,
  evidence,
});

const drawn = (timeline: ReturnType<typeof timelineOf>): string[] =>
  timeline.stretches.map(({ state, from, to }) => `${state} ${from}-${to}`);

describe('a timeline', () => {
  it('covers its whole range, and says where nobody watched', () => {
    const timeline = timelineOf({
      from: 0,
      to: 100,
      spans: [
        { from: 10, to: 40 },
        { from: 60, to: 90 },
      ],
      changes: [change(10, 'working'), change(30, 'waiting'), change(60, 'working')],
    });
    expect(drawn(timeline)).toEqual([
      'unwatched 0-10',
      'working 10-30',
      'waiting 30-40',
      'unwatched 40-60',
      'working 60-90',
      'unwatched 90-100',
    ]);
    expect(timeline.totals).toEqual([
      { state: 'working', ms: 50 },
      { state: 'waiting', ms: 10 },
    ]);
    expect(timeline.stretches[2]?.evidence).toBe('saw waiting');
  });

  it('knows the state in which its range begins, and where the session was not there', () => {
    const timeline = timelineOf({
      from: 50,
      to: 100,
      spans: [{ from: 0, to: 100 }],
      changes: [change(20, 'ready'), change(60, 'gone'), change(80, 'working')],
    });
    expect(drawn(timeline)).toEqual(['ready 50-60', 'gone 60-80', 'working 80-100']);
    expect(timeline.totals.map(({ ms }) => ms)).toEqual([20, 10]);
  });

  it('was not there before its first sign within a watched span', () => {
    const changes = [change(70, 'ready')];
    const timeline = timelineOf({ from: 0, to: 100, spans: [{ from: 0, to: 100 }], changes });
    expect(drawn(timeline)).toEqual(['gone 0-70', 'ready 70-100']);
  });

  it('takes what midnight writes again for the same stretch, with its evidence', () => {
    const timeline = timelineOf({
      from: 50,
      to: 100,
      spans: [{ from: 0, to: 100 }],
      changes: [change(10, 'waiting', 'a question'), change(40, 'waiting', '')],
    });
    expect(timeline.stretches).toEqual([
      { state: 'waiting', from: 50, to: 100, evidence: 'a question' },
    ]);
    expect(timeline.changes).toBe(0);
  });

  it('counts changes, and keeps the newest where there are too many to draw', () => {
    const flapping = Array.from({ length: 3000 }, (_, n) =>
      change(n, n % 2 === 0 ? 'working' : 'ready'),
    );
    const timeline = timelineOf({
      from: 0,
      to: 3000,
      spans: [{ from: 0, to: 3000 }],
      changes: flapping,
    });
    expect(timeline.changes).toBe(2999);
    expect(timeline.stretches).toHaveLength(1000);
    expect(timeline.isCut).toBe(true);
    expect(timeline.stretches.at(-1)?.to).toBe(3000);
    expect(timeline.totals.map(({ ms }) => ms)).toEqual([1500, 1500]);
  });

  it('is empty knowledge without any watching', () => {
    const timeline = timelineOf({ from: 0, to: 100, spans: [], changes: [] });
    expect(drawn(timeline)).toEqual(['unwatched 0-100']);
    expect(timeline.totals).toEqual([]);
  });
});
