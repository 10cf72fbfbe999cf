import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast } from '../../../src/core/queue/forecast.ts';
import type { Rates } from '../../../src/shared/model.ts';

const rates = (perMin5: number | null, perMin60 = perMin5): Rates => ({
  perMin1: null,
  perMin5,
  perMin60,
});

const judge = (waiting: number, arrived: number | null, finished: number | null) =>
  forecast({ waiting, inFlight: 1, arrivals: rates(arrived), finishes: rates(finished) });

describe('forecast', () => {
  it('says when a draining queue will be empty', () => {
    expect(judge(120, 1, 4)).toEqual({
      trend: 'draining',
      netPerMin: -3,
      emptyInMs: 40 * 60_000,
      windowMin: 5,
    });
  });

  it.each([
    ['growing', 4, 1],
    ['steady', 4, 4.1],
    ['stopped', 0, 0],
    ['growing', 2, 0],
    ['unknown', null, 1],
    ['unknown', 1, null],
  ] as const)('is %s at %s arriving and %s finishing a minute', (trend, arrived, finished) => {
    expect(judge(50, arrived, finished)).toMatchObject({ trend, emptyInMs: null });
  });

  it('is empty when nothing waits and nothing is in flight', () => {
    const nothing = { waiting: 0, inFlight: 0, arrivals: rates(1), finishes: rates(1) };
    expect(forecast(nothing).trend).toBe('empty');
  });

  it('judges by the hour where five minutes saw too little', () => {
    const slow = {
      waiting: 10,
      inFlight: 0,
      arrivals: rates(0.2, 0.1),
      finishes: rates(0.2, 0.6),
    };
    expect(forecast(slow)).toMatchObject({ trend: 'draining', windowMin: 60 });
  });

  it('names no date that is more than a month away', () => {
    expect(judge(1_000_000, 1, 2)).toMatchObject({ trend: 'draining', emptyInMs: null });
  });

  const rate = fc.double({ min: 0, max: 1000, noNaN: true });
  const count = fc.nat({ max: 1_000_000 });

  it('gives a time only when it drains, and more waiting never means sooner', () => {
    fc.assert(
      fc.property(count, count, rate, rate, (a, b, arrived, finished) => {
        const less = judge(Math.min(a, b), arrived, finished);
        const more = judge(Math.max(a, b), arrived, finished);
        expect(less.trend).toBe(more.trend);
        expect(less.emptyInMs === null || less.trend === 'draining').toBe(true);
        expect(less.emptyInMs ?? 0).toBeLessThanOrEqual(more.emptyInMs ?? Infinity);
      }),
    );
  });

  it('calls a queue draining only when more finishes than arrives', () => {
    fc.assert(
      fc.property(count, rate, rate, (waiting, arrived, finished) => {
        const { trend, netPerMin } = judge(waiting, arrived, finished);
        expect(trend === 'draining' && finished <= arrived).toBe(false);
        expect(trend === 'growing' && arrived <= finished).toBe(false);
        expect(netPerMin).toBeCloseTo(arrived - finished);
      }),
    );
  });
});
