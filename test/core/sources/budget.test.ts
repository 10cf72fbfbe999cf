import { describe, expect, it } from 'vitest';
import { Part } from '../../../src/core/sources/budget.ts';

/** A part whose computing takes `costMs`, and says how often it was computed. */
function setUp(costMs: number, mend: string | null = null) {
  let stopwatch = 0;
  let computed = 0;
  const part = new Part<number>({ what: 'the history', stopwatch: () => stopwatch, mend });
  const read = (now: number, full = false) =>
    part.read({ now, full }, () => {
      stopwatch += costMs;
      return ++computed;
    });
  return { part, read };
}

describe('a part of a reading', () => {
  it('is read at every tick while it is cheap', () => {
    const { part, read } = setUp(0.5);
    expect([1000, 2000, 3000].map((now) => read(now).value)).toEqual([1, 2, 3]);
    expect(part.spentMs).toBe(0);
    expect(part.isOwed(4000)).toBe(false);
    expect(part.until).toBeNull();
  });

  it('is read every five seconds when it is not, and tells its age', () => {
    const { part, read } = setUp(20);
    expect(read(1000)).toMatchObject({ value: 1, asOf: 1000 });
    expect(part.spentMs).toBe(20);
    expect(read(5999)).toMatchObject({ value: 1, asOf: 1000 });
    expect(part.spentMs).toBe(0);
    expect(part.until).toBe(1000);
    expect(read(6000)).toMatchObject({ value: 2, asOf: 6000 });
    expect(part.until).toBeNull();
  });

  it('takes at most a fiftieth of the time', () => {
    const { read } = setUp(400);
    read(0);
    expect(read(19_999).value).toBe(1);
    expect(read(20_000).value).toBe(2);
  });

  it('is owed once its time has come only if something changed meanwhile', () => {
    const { part, read } = setUp(20);
    read(1000);
    expect(part.isOwed(10_000)).toBe(false);
    read(2000);
    expect(part.isOwed(2500)).toBe(false);
    expect(part.isOwed(6000)).toBe(true);
  });

  it('is read whatever it costs when everything is wanted', () => {
    const { read } = setUp(400);
    read(0);
    expect(read(1, true)).toMatchObject({ value: 2, asOf: 1 });
  });

  it('is told only when it is slow, with what would mend it', () => {
    const cheap = setUp(10);
    cheap.read(0);
    expect(cheap.part.limit()).toBeNull();
    const slow = setUp(400, 'An index would help.');
    slow.read(0);
    expect(slow.part.limit()).toEqual({
      kind: 'slow',
      message: 'Reading the history takes 400 ms, so it is done every 20 s.',
      action: 'An index would help.',
    });
  });

  it('is merely large where nothing would mend it', () => {
    const { part, read } = setUp(400);
    read(0);
    expect(part.limit()).toMatchObject({ kind: 'large' });
  });

  it('does not wait for a clock that was set back', () => {
    const { read } = setUp(20);
    read(1_000_000);
    expect(read(500).value).toBe(2);
  });
});
