import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Loop } from '../../../src/core/monitor/loop.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Work that takes as long as it is told, and notes when it began. */
function slowWork(...durationsMs: number[]) {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const start = performance.now();
  const work = async (): Promise<void> => {
    begun.push(performance.now() - start);
    running += 1;
    most = Math.max(most, running);
    const ms = durationsMs.shift() ?? 0;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
  };
  return { work, begun, most: () => most };
}

describe('Loop', () => {
  test('works at once and then at even intervals, however long the work takes', async () => {
    const { work, begun } = slowWork(300, 700, 10);
    new Loop({ intervalMs: () => 1000, work }).start();
    await vi.advanceTimersByTimeAsync(3500);
    expect(begun).toEqual([0, 1000, 2000, 3000]);
  });

  test('skips the ticks that its own work delayed, and never does two at once', async () => {
    const { work, begun, most } = slowWork(2500);
    new Loop({ intervalMs: () => 1000, work }).start();
    await vi.advanceTimersByTimeAsync(4500);
    expect(begun).toEqual([0, 3000, 4000]);
    expect(most()).toBe(1);
  });

  test('a new interval counts from the last tick', async () => {
    const { work, begun } = slowWork();
    let interval = 10_000;
    const loop = new Loop({ intervalMs: () => interval, work });
    loop.start();
    await vi.advanceTimersByTimeAsync(1500);
    interval = 2000;
    loop.reschedule();
    await vi.advanceTimersByTimeAsync(3000);
    expect(begun).toEqual([0, 2000, 4000]);
  });

  test('now() begins after what is under way, and works while stopped', async () => {
    const { work, begun, most } = slowWork(500);
    const loop = new Loop({ intervalMs: () => 10_000, work });
    loop.start();
    await vi.advanceTimersByTimeAsync(100);
    const now = loop.now();
    await vi.advanceTimersByTimeAsync(500);
    await now;
    await loop.stop();
    await loop.now();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(begun).toEqual([0, 500, 600]);
    expect(most()).toBe(1);
  });

  test('stop() waits for what is under way, and nothing follows', async () => {
    const { work, begun } = slowWork(500);
    const loop = new Loop({ intervalMs: () => 1000, work });
    loop.start();
    const stopped = vi.fn<() => void>();
    const stopping = loop.stop().finally(stopped);
    await vi.advanceTimersByTimeAsync(499);
    expect(stopped).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(5000);
    await stopping;
    expect(begun).toEqual([0]);
  });
});
