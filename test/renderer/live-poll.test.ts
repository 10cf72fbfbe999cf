import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { poll } from '../../src/renderer/lib/live-poll.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A screen that changes with every look, and somebody who watches or does not. */
function watched({ changes = true } = {}) {
  const seen = { asked: 0, isWatched: true, answers: [] as number[], failures: 0, fails: false };
  const polling = poll<number>({
    ask: () => {
      seen.asked += 1;
      return seen.fails
        ? Promise.reject(new Error('no'))
        : Promise.resolve(changes ? seen.asked : 0);
    },
    isWatched: () => seen.isWatched,
    onAnswer: (answer) => seen.answers.push(answer),
    onFailure: () => (seen.failures += 1),
    isSame: (a, b) => a === b,
  });
  return { seen, polling };
}

describe('polling a screen', () => {
  it('looks at most four times a second', async () => {
    const { seen, polling } = watched();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.asked).toBeGreaterThan(30);
    expect(seen.asked).toBeLessThanOrEqual(40);
    polling.stop();
  });

  it('looks once a second at what stands still, and faster once that may have changed', async () => {
    const { seen, polling } = watched({ changes: false });
    await vi.advanceTimersByTimeAsync(10_000);
    const before = seen.asked;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.asked - before).toBe(10);
    polling.wake();
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.asked - before).toBeGreaterThanOrEqual(13);
    polling.stop();
  });

  it('does not look at all while nobody watches, and goes on when somebody does', async () => {
    const { seen, polling } = watched();
    await vi.advanceTimersByTimeAsync(1000);
    seen.isWatched = false;
    const before = seen.asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.asked).toBe(before);
    seen.isWatched = true;
    polling.wake();
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen.asked).toBeGreaterThan(before);
    polling.stop();
  });

  it('never looks at what was only passed by', async () => {
    const { seen, polling } = watched();
    await vi.advanceTimersByTimeAsync(50);
    polling.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.asked).toBe(0);
  });

  it('has one question open at a time', async () => {
    let asked = 0;
    const polling = poll<null>({
      ask: () => {
        asked += 1;
        return new Promise(() => {});
      },
      isWatched: () => true,
      onAnswer: () => {},
      onFailure: () => {},
      isSame: () => true,
    });
    await vi.advanceTimersByTimeAsync(1000);
    polling.wake();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(1);
    polling.stop();
  });

  it('goes on after a failure, more slowly', async () => {
    const { seen, polling } = watched();
    seen.fails = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen.failures).toBeGreaterThanOrEqual(4);
    expect(seen.failures).toBeLessThanOrEqual(6);
    polling.stop();
  });
});
