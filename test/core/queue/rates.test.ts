import { describe, expect, it } from 'vitest';
import { toPercentiles } from '../../../src/core/queue/percentiles.ts';
import { countSince, toRates } from '../../../src/core/queue/rates.ts';

const NOW = 10_000_000;

describe('rates', () => {
  const events = [
    { at: NOW - 30_000, count: 2 },
    { at: NOW - 120_000, count: 3 },
    { at: NOW - 1_800_000, count: 55 },
    { at: NOW - 3_600_001, count: 1000 },
    { at: NOW + 3_600_000, count: 1000 },
  ];

  it('are per minute over each window, without what has an impossible date', () => {
    expect(toRates(events, NOW)).toEqual({ perMin1: 2, perMin5: 1, perMin60: 1 });
  });

  it('take a clock that is seconds ahead for now', () => {
    expect(countSince([{ at: NOW + 5000, count: 1 }], NOW, 60_000)).toBe(1);
  });
});

describe('percentiles', () => {
  it('are values that were there', () => {
    const durations = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(toPercentiles(durations)).toEqual({ p50Ms: 50, p95Ms: 95, samples: 100 });
    expect(toPercentiles([7])).toEqual({ p50Ms: 7, p95Ms: 7, samples: 1 });
  });

  it('are unknown without samples', () => {
    expect(toPercentiles([])).toEqual({ p50Ms: null, p95Ms: null, samples: 0 });
  });
});
