import { describe, expect, it } from 'vitest';
import { historyQuery } from '../../src/shared/history.ts';
import {
  panBy,
  stretchOf,
  zoomBy,
  zoomTo,
  type Range,
} from '../../src/renderer/features/history/range.ts';
import { lengths } from '../../src/renderer/lib/lengths.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 5, 1, 12, 0, 7);
const hour: Range = { kind: 'live', ms: HOUR };

const isAllowed = (range: Range): boolean =>
  historyQuery.safeParse({ ...stretchOf(range, NOW), compare: 'none' }).success;

describe('a range of history', () => {
  it('is always one that can be asked for', () => {
    for (const [ms] of lengths) {
      let range: Range = { kind: 'live', ms };
      for (let i = 0; i < 30; i++) {
        expect(isAllowed(range)).toBe(true);
        range = i % 3 === 0 ? panBy(range, -0.5, NOW) : zoomBy(range, i % 2 === 0 ? 0.5 : 4, NOW);
      }
    }
    expect(isAllowed(zoomTo(NOW, NOW, NOW))).toBe(true);
    expect(isAllowed(zoomTo(NOW + HOUR, NOW + 2 * HOUR, NOW))).toBe(true);
  });

  it('moves on in steps while it is live, and stands while it is fixed', () => {
    expect(stretchOf(hour, NOW)).toEqual(stretchOf(hour, NOW + 100));
    expect(stretchOf(hour, NOW + 10 * HOUR).to).toBeGreaterThan(NOW);
    const fixed = panBy(hour, -1, NOW);
    expect(stretchOf(fixed, NOW + 10 * HOUR)).toEqual(stretchOf(fixed, NOW));
  });

  it('reaches up to the present minute while it is live, however long', () => {
    for (const [ms] of lengths) {
      const { to } = stretchOf({ kind: 'live', ms }, NOW);
      expect(NOW - to).toBeLessThanOrEqual(60_000);
      expect(to).toBeLessThanOrEqual(NOW);
    }
  });

  it('goes back by a share, and is live again when it reaches now', () => {
    const back = panBy(hour, -0.5, NOW);
    expect(stretchOf(back, NOW).to).toBe(stretchOf(hour, NOW).to - HOUR / 2);
    expect(panBy(back, 0.5, NOW).kind).toBe('fixed');
    expect(panBy(panBy(back, 0.5, NOW), 0.5, NOW)).toEqual(hour);
  });

  it('shows what was dragged over, in either direction', () => {
    const [a, b] = [NOW - HOUR, NOW - HOUR / 2];
    expect(zoomTo(b, a, NOW)).toEqual({ kind: 'fixed', from: a, to: b });
  });
});
