import { describe, expect, it } from 'vitest';
import { FlowCounter } from '../../../src/core/history/flow-counter.ts';
import type { RecentFlow } from '../../../src/core/readings.ts';

const NOW = Date.UTC(2026, 6, 1);

const flow = (change: Partial<RecentFlow>): RecentFlow => ({
  arrivals: [],
  finishes: [],
  completions: [],
  ...change,
});

describe('counting what a queue did', () => {
  it('leaves to the past what happened before the first reading', () => {
    const counter = new FlowCounter();
    const before = flow({ arrivals: [{ at: NOW - 5000, count: 9 }] });
    expect(counter.next(before, NOW).arrived).toBe(0);
    expect(counter.next(before, NOW + 1000).arrived).toBe(0);
  });

  it('counts each event once, also when a second is seen to have had more', () => {
    const counter = new FlowCounter();
    counter.next(flow({}), NOW);
    const at = NOW + 1000;
    expect(counter.next(flow({ arrivals: [{ at, count: 2 }] }), at).arrived).toBe(2);
    expect(counter.next(flow({ arrivals: [{ at, count: 5 }] }), at + 500).arrived).toBe(3);
    expect(counter.next(flow({ arrivals: [{ at, count: 5 }] }), at + 900).arrived).toBe(0);
  });

  it('tells failures from finishes, and takes each completion’s times once', () => {
    const counter = new FlowCounter();
    counter.next(flow({}), NOW);
    const recent = flow({
      finishes: [
        { at: NOW + 1000, count: 3, failed: false },
        { at: NOW + 1000, count: 1, failed: true },
      ],
      completions: [
        { id: 7, completedAt: NOW + 1000, toAssignmentMs: 400, toCompletionMs: null },
        { id: 8, completedAt: NOW + 1000, toAssignmentMs: null, toCompletionMs: 900 },
      ],
    });
    expect(counter.next(recent, NOW + 2000)).toEqual({
      arrived: 0,
      finished: 3,
      failed: 1,
      toAssignmentMs: [400],
      toCompletionMs: [900],
    });
    expect(counter.next(recent, NOW + 3000).toCompletionMs).toEqual([]);
  });
});
