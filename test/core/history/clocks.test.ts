import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/history/levels.ts';
import { Chain, type Doing } from '../../lib/chain.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const START = Date.UTC(2026, 4, 1, 9);
const STEP = 30_000;

/** One Lookout from sampler to alerts, and the wall clock that it goes by. */
class Run {
  readonly chain: Chain;
  now: number;
  finished = 0;

  constructor(now = START) {
    this.now = now;
    this.chain = new Chain({ file: join(tempFolder(), 'history.db') });
    onTestFinished(() => this.chain.stop());
    this.chain.start(now);
    this.chain.tick(now, {});
  }

  /** One task finishes at each moment. */
  watch(ms: number, doing: Doing = {}): void {
    for (let passed = 0; passed < ms; passed += STEP) {
      this.now += STEP;
      this.chain.tick(this.now, { waiting: 3, finished: 1, ...doing });
      this.finished += 1;
    }
  }

  total(from = 0): { watchedMs: number; finished: number } {
    const total = this.chain.history.read(this.now, ({ reader }) => {
      const sum = reader.total(from, this.now + 1, this.now + 1);
      const done = reader.series().get('prompts.finished') ?? -1;
      return { watchedMs: sum.watchedMs, finished: sum.counters.get(done) ?? 0 };
    });
    if (total === null) throw new Error('history cannot be read');
    return total;
  }

  /** Minutes of the last so many of which the chart knows anything. */
  known(minutes: 60 | 1440): number {
    const charts = this.chain.charts(this.now, minutes);
    const points = charts?.depth.points.filter(({ waiting }) => typeof waiting === 'number') ?? [];
    return (points.length * (charts?.stepMs ?? 0)) / MINUTE;
  }

  get titles(): string[] {
    return this.chain.told.map(({ delivery }) => delivery.title);
  }
}

describe('the clock', () => {
  it('put back by an hour: what it stamped ahead of itself is dropped, the rest and all after is there', () => {
    const run = new Run();
    run.watch(3 * HOUR);
    run.now -= HOUR;
    run.watch(2 * HOUR);
    const { watchedMs, finished } = run.total();
    expect(Math.abs(watchedMs - 4 * HOUR)).toBeLessThanOrEqual(2 * MINUTE);
    // The moment of the change itself cannot be told from what was counted before.
    const missing = (4 * HOUR) / STEP - finished;
    expect(missing).toBeGreaterThanOrEqual(0);
    expect(missing).toBeLessThanOrEqual(2);
    expect(run.chain.status.problem).toBeNull();
    expect(run.chain.charts(run.now, 1440)?.depth.points.length).toBeLessThanOrEqual(500);
  });

  it('put back a little: nothing is lost, nothing counted twice', () => {
    const run = new Run();
    run.watch(HOUR);
    for (let i = 0; i < 5; i++) {
      run.now -= 4 * MINUTE;
      run.watch(20 * MINUTE);
    }
    expect(run.total().finished).toBe(run.finished);
  });

  it('put forward by a day: a gap, and nothing else', () => {
    const run = new Run();
    run.watch(2 * HOUR);
    const before = run.now;
    run.now += DAY;
    run.watch(HOUR);
    const { watchedMs, finished } = run.total();
    expect(finished).toBe(run.finished);
    expect(Math.abs(watchedMs - 3 * HOUR)).toBeLessThanOrEqual(MINUTE);
    const gap = run.chain.history.read(run.now, ({ reader }) =>
      reader.total(before + MINUTE, before + DAY - MINUTE, run.now),
    );
    expect(gap?.watchedMs).toBe(0);
    expect(run.known(60)).toBeGreaterThanOrEqual(58);
  });

  it.each([
    ['1970', 0],
    ['2001', Date.UTC(2001, 0, 1)],
  ])('starts in %s and is set: nothing is kept before, and that is said', (_year, unset) => {
    const run = new Run(unset);
    const kind = { pattern: 'lost', count: 1, firstAt: null, lastAt: null, exampleId: 1 };
    const failures = [{ ...kind, overTime: [] }];
    run.watch(20 * MINUTE, { failures });
    expect(run.chain.status.isKept).toBe(false);
    expect(run.chain.status.problem?.message).toContain('was never set');
    run.now = START;
    run.watch(HOUR, { failures });
    expect(run.chain.status).toMatchObject({ isKept: true, problem: null });
    const { watchedMs } = run.total();
    expect(Math.abs(watchedMs - HOUR)).toBeLessThanOrEqual(MINUTE);
    const known = run.chain.history.read(run.now, (record) =>
      record.failures.between(0, run.now, null).map(({ firstAt }) => firstAt >= START),
    );
    expect(known).toEqual([true]);
    expect(run.chain.history.read(run.now, ({ reader }) => reader.firstAt)).toBeGreaterThan(
      START - MINUTE,
    );
  });

  it('starts in 2099 and is set: goes on at once after a short while there', () => {
    const run = new Run(Date.UTC(2099, 0, 1));
    run.watch(20 * MINUTE);
    run.now = START;
    run.watch(HOUR);
    expect(run.chain.status).toMatchObject({ isKept: true, problem: null });
    expect(Math.abs(run.total().watchedMs - HOUR)).toBeLessThanOrEqual(2 * MINUTE);
    expect(run.known(60)).toBeGreaterThanOrEqual(57);
  });

  it('was in 2099 for hours: that is said for an hour, and what happened then is counted', () => {
    const run = new Run(Date.UTC(2099, 0, 1));
    run.watch(4 * HOUR);
    run.now = START;
    const there = run.finished;
    run.watch(30 * MINUTE);
    expect(run.chain.status.isKept).toBe(false);
    expect(run.chain.status.problem?.message).toContain('behind what Lookout has recorded');
    run.watch(2 * HOUR);
    expect(run.chain.status).toMatchObject({ isKept: true, problem: null });
    expect(run.total().finished).toBeGreaterThanOrEqual(run.finished - there - 2);
  });
});

describe('a machine that sleeps for a day', () => {
  it('has a gap, and no rule fires for the time asleep', () => {
    const run = new Run();
    run.watch(2 * HOUR, { waiting: 9 });
    run.now += DAY;
    // Nothing finishes in the first minutes awake.
    run.watch(10 * MINUTE, { waiting: 9, finished: 0 });
    run.watch(HOUR, { waiting: 9 });
    expect(run.titles).toEqual([]);
    expect(run.known(1440)).toBeLessThan(100);
  });

  it('tells what began meanwhile in one message, and only once', () => {
    const run = new Run();
    run.watch(30 * MINUTE, { states: ['working', 'working', 'working', 'ready'] });
    run.now += DAY;
    const states = ['waiting', 'waiting', 'waiting', 'ready'] as const;
    run.chain.sinceOf(states, run.now - 5 * HOUR);
    run.watch(3 * HOUR, { states });
    expect(run.titles).toEqual(['While you were away: 3 things need you']);
    run.watch(HOUR, { states: ['working', 'working', 'working', 'ready'] });
    expect(run.titles).toEqual([
      'While you were away: 3 things need you',
      'Lookout: 3 things are over',
    ]);
  });

  it('does not count a wait that it slept through as one that was watched', () => {
    const run = new Run();
    run.watch(2 * MINUTE, { states: ['waiting'] });
    run.now += DAY;
    run.watch(30 * MINUTE, { states: ['working'] });
    expect(run.titles).toEqual([]);
  });
});
