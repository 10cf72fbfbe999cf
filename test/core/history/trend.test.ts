import { describe, expect, it } from 'vitest';
import { unlike } from '../../../src/core/history/anomalies.ts';
import { judge, type Minute } from '../../../src/core/history/trend.ts';
import { count } from '../../../src/shared/words.ts';

const minute = (change: Partial<Minute> = {}): Minute => ({
  waiting: 10,
  inFlight: { min: 3, max: 3 },
  arrived: 2,
  left: 2,
  ready: 0,
  working: 4,
  ...change,
});
const minutes = (n: number, of: (i: number) => Partial<Minute> | null): (Minute | null)[] =>
  Array.from({ length: n }, (_, i) => {
    const change = of(i);
    return change === null ? null : minute(change);
  });

const kind = (arrived: number, left: number): string =>
  judge(minutes(90, () => ({ arrived, left }))).kind;

describe('a trend', () => {
  it('tells draining from growing and steady', () => {
    expect(kind(1, 4)).toBe('draining');
    expect(kind(4, 1)).toBe('growing');
    expect(kind(3, 3)).toBe('steady');
  });

  it('is starved where tasks wait beside ready sessions and nothing moves', () => {
    const still = { arrived: 0, left: 0, ready: 2, working: 1 };
    expect(judge(minutes(60, () => still))).toMatchObject({
      kind: 'starved',
      detail: '2 sessions were ready for 10 min, and none was given anything.',
    });
    expect(judge(minutes(60, (i) => ({ ...still, left: i === 55 ? 1 : 0 }))).kind).not.toBe(
      'starved',
    );
  });

  it('is starved where nobody works, and says nothing of sessions that were not seen', () => {
    expect(judge(minutes(60, () => ({ working: 0, left: 0 }))).kind).toBe('starved');
    expect(judge(minutes(60, () => ({ working: null, ready: null, left: 0 }))).kind).not.toBe(
      'starved',
    );
    expect(judge(minutes(60, () => ({ waiting: 0, working: 0 }))).kind).not.toBe('starved');
  });

  it('says that it is too early', () => {
    expect(judge([]).kind).toBe('unknown');
    expect(judge(minutes(60, (i) => (i < 57 ? null : {}))).kind).toBe('unknown');
  });

  it('gives a range that holds what comes of an even trend, and counts how often it did', () => {
    const report = judge(minutes(24 * 60, (i) => ({ waiting: 2000 - i })));
    expect(report.expected?.low).toBeLessThanOrEqual(2000 - 1439 - 30);
    expect(report.expected?.high).toBeGreaterThanOrEqual(2000 - 1439 - 30);
    expect(report.kept?.of).toBeGreaterThan(80);
    expect(report.kept?.held).toBe(report.kept?.of);
  });

  it('owns up to ranges that did not hold', () => {
    const report = judge(minutes(24 * 60, (i) => ({ waiting: i % 180 < 90 ? 5 : 500 })));
    expect(report.kept?.held).toBeLessThan(report.kept?.of ?? 0);
  });

  it('forecasts nothing across a gap', () => {
    expect(judge(minutes(90, (i) => (i === 59 ? null : {}))).expected).toBeNull();
  });
});

describe('an anomaly', () => {
  const failures = { name: 'Failures', words: count, least: 3 };

  it('is twice as much as ever, or less than half', () => {
    expect(unlike(failures, 14, [0, 3, 2, 1])).toBe(
      'Failures: 14 in the last hour; 0 to 3 at this hour in the last 4 weeks on record.',
    );
    expect(unlike(failures, 2, [9, 9, 9])).toContain('9 at this hour');
  });

  it('is not said of little, of the usual, or of too few weeks', () => {
    expect(unlike(failures, 2, [0, 0, 0])).toBeNull();
    expect(unlike(failures, 5, [2, 3, 5])).toBeNull();
    expect(unlike(failures, 50, [0, 0])).toBeNull();
  });
});
