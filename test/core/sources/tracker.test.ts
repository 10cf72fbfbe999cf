import { describe, expect, it } from 'vitest';
import { SourceTracker } from '../../../src/core/sources/tracker.ts';
import type { Problem } from '../../../src/shared/model.ts';

const locked: Problem = { kind: 'locked', message: 'It is locked.', action: 'Wait.' };
const gone: Problem = { kind: 'missing', message: 'It is gone.', action: 'Look for it.' };

function setUp(intervalMs = 1000) {
  let now = 1_000_000;
  const tracker = new SourceTracker({ label: 'a.db', intervalMs, clock: () => now });
  return { tracker, pass: (ms: number) => (now += ms) };
}

describe('SourceTracker', () => {
  it('has nothing to show and no complaint before the first reading', () => {
    const { tracker } = setUp();
    expect(tracker.status()).toMatchObject({
      state: 'unavailable',
      problem: null,
      lastReadAt: null,
      costMs: null,
      label: 'a.db',
    });
  });

  it('is unavailable while it was never read, and stale once it was', () => {
    const { tracker, pass } = setUp();
    tracker.bad(gone);
    expect(tracker.status()).toMatchObject({ state: 'unavailable', problem: gone });
    pass(10);
    tracker.good({ costMs: 1 });
    expect(tracker.status()).toMatchObject({ state: 'live', since: 1_000_010, problem: null });
    pass(10);
    tracker.bad(locked);
    expect(tracker.status()).toMatchObject({
      state: 'stale',
      since: 1_000_020,
      lastReadAt: 1_000_010,
      problem: locked,
    });
  });

  it('keeps the time of the change while the state stays, whatever the problem', () => {
    const { tracker, pass } = setUp();
    tracker.good({ costMs: 1 });
    pass(5);
    tracker.bad(locked);
    pass(5);
    tracker.bad(gone);
    expect(tracker.status()).toMatchObject({ state: 'stale', since: 1_000_005, problem: gone });
  });

  it('keeps cost and limits of the last reading when nothing changed', () => {
    const { tracker, pass } = setUp();
    tracker.good({ costMs: 7, limits: [gone] });
    pass(1000);
    tracker.unchanged();
    expect(tracker.status()).toMatchObject({ costMs: 7, limits: [gone], lastReadAt: 1_001_000 });
  });

  it('slows down when readings cost more than a tenth of the interval, and says why', () => {
    const { tracker } = setUp();
    tracker.good({ costMs: 800 });
    expect(tracker.status()).toMatchObject({ intervalMs: 1000, slowedBecause: null });
    tracker.good({ costMs: 420 });
    expect(tracker.status().intervalMs).toBe(4500);
    expect(tracker.status().slowedBecause).toBe(
      'One reading takes 420 ms, so it is done every 4.5 s instead of every 1 s.',
    );
  });

  it('is not slowed by one slow reading, and speeds up after one fast one', () => {
    const { tracker } = setUp();
    tracker.good({ costMs: 5 });
    tracker.good({ costMs: 900 });
    expect(tracker.status()).toMatchObject({ intervalMs: 1000, slowedBecause: null });
    tracker.good({ costMs: 900 });
    expect(tracker.status().intervalMs).toBe(9000);
    tracker.good({ costMs: 5 });
    expect(tracker.status()).toMatchObject({ intervalMs: 1000, slowedBecause: null });
  });

  it('looks at least once a minute, and never more often than it was told to', () => {
    const { tracker } = setUp();
    tracker.good({ costMs: 30_000 });
    tracker.good({ costMs: 30_000 });
    expect(tracker.status().intervalMs).toBe(60_000);
    tracker.setInterval(120_000);
    expect(tracker.status().intervalMs).toBe(120_000);
  });
});
