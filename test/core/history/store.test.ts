import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { LEVELS } from '../../../src/core/history/levels.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import type { Sample } from '../../../src/core/history/sample.ts';
import { RootHistory } from '../../../src/core/history/store.ts';

const START = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;

let folder: string;
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lookout-history-'));
  db = openHistory(join(folder, 'history.db')).db;
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const sample = (
  t: number,
  gauges: Record<string, number | null>,
  counters: Record<string, number> = {},
  durations: Record<string, number[]> = {},
): Sample => ({
  t,
  gauges: new Map(Object.entries(gauges)),
  counters: new Map(Object.entries(counters)),
  durations: new Map(Object.entries(durations)),
});

const rows = (): number => Number(db.prepare('SELECT count(*) FROM raw').pluck().get());

describe('recording', () => {
  it('writes nothing for a second in which nothing changed', () => {
    const history = new RootHistory(db, '/a');
    for (let s = 0; s < 50; s++) history.record(sample(START + s * 1000, { depth: 7 }));
    expect(rows()).toBe(1);
    history.record(sample(START + 50_000, { depth: 8 }));
    expect(rows()).toBe(2);
  });

  it.each([59, 60, 61])('loses nothing when it is killed at second %i of a minute', (kill) => {
    const seconds = 181;
    let history = new RootHistory(db, '/a');
    for (let s = 0; s < seconds; s++) {
      // Whoever is killed says goodbye to nobody: the next one finds what was stored.
      if (s === kill + 1) history = new RootHistory(db, '/a');
      history.record(sample(START + s * 1000, { depth: s }, { done: 1 }));
    }
    const end = START + seconds * 1000;
    const done = history.seriesId('done');
    const reader = new HistoryReader(db, history.rootId);
    // By samples, and so far back that it is by minutes.
    expect(reader.total(START, end, end).counters.get(done)).toBe(seconds);
    expect(reader.total(START - 2 * 86_400_000, end, end).counters.get(done)).toBe(seconds);
  });

  it('keeps roots apart', () => {
    new RootHistory(db, '/a').record(sample(START, { depth: 1 }));
    const b = new RootHistory(db, '/b');
    b.record(sample(START, { depth: 2 }));
    const reader = new HistoryReader(db, b.rootId);
    b.record(sample(START + 5000, { depth: 2 }, { done: 1 }));
    expect(reader.total(START, START + 5000, START + 5000).gauges.size).toBe(1);
    expect([...reader.total(START, START + 5000, START + 5000).gauges.values()][0]?.max).toBe(2);
  });

  it('shows an unknown gauge as a gap, not as zero', () => {
    const history = new RootHistory(db, '/a');
    history.record(sample(START, { depth: 5 }));
    history.record(sample(START + 10_000, { depth: null }));
    history.record(sample(START + 20_000, { depth: 5 }, { done: 1 }));
    const reader = new HistoryReader(db, history.rootId);
    const id = history.seriesId('depth');
    const { cells } = reader.timeline(START, START + 20_000, START + 20_000, 5);
    expect(cells.map((cell) => cell.bucket?.gauges.get(id)?.min ?? null)).toEqual([
      5,
      5,
      null,
      null,
    ]);
  });

  it('draws no line over a time in which nobody watched', () => {
    const history = new RootHistory(db, '/a');
    history.record(sample(START, { depth: 5 }));
    history.record(sample(START + MINUTE, { depth: 5 }));
    history.record(sample(START + 60 * MINUTE, { depth: 6 }));
    history.record(sample(START + 61 * MINUTE, { depth: 6 }));
    const reader = new HistoryReader(db, history.rootId);
    const now = START + 61 * MINUTE;
    const { cells } = reader.timeline(START, now, now, 70);
    const known = cells
      .filter((cell) => cell.bucket !== null)
      .map((cell) => (cell.t - START) / MINUTE);
    expect(known).toEqual([0, 60]);
  });
});

describe('clocks', () => {
  it('waits for a clock that stepped back a little', () => {
    const history = new RootHistory(db, '/a');
    history.record(sample(START + 60_000, { depth: 1 }));
    history.record(sample(START + 30_000, { depth: 2 }));
    history.record(sample(START + 61_000, { depth: 3 }));
    expect(rows()).toBe(2);
  });

  it('counts what happened meanwhile, once the clock has caught up', () => {
    const history = new RootHistory(db, '/a');
    expect(history.record(sample(START + 60_000, { depth: 1 }, { done: 1 }))).toBe(true);
    const early = sample(START + 30_000, { depth: 2 }, { done: 2 }, { took: [5] });
    expect(history.record(early)).toBe(false);
    expect(history.record(sample(START + 31_000, { depth: 2 }, { done: 4 }, { took: [7] }))).toBe(
      false,
    );
    expect(history.record(sample(START + 61_000, { depth: 3 }, { done: 8 }))).toBe(true);
    const end = START + 62_000;
    const total = new HistoryReader(db, history.rootId).total(START, end, end);
    expect(total.counters.get(history.seriesId('done'))).toBe(15);
    expect(total.sketches.get(history.seriesId('took'))?.count).toBe(2);
  });

  it('keeps the record when a clock has lost its time, until that has lasted an hour', () => {
    const history = new RootHistory(db, '/a');
    for (let m = 0; m <= 180; m++) history.record(sample(START + m * MINUTE, { depth: m }));
    const lost = Date.UTC(2021, 0, 1);
    for (let m = 0; m < 60; m++) {
      expect(history.record(sample(lost + m * MINUTE, { depth: 1 }, { done: 1 }))).toBe(false);
    }
    expect(history.behindMs(lost)).toBe(START + 180 * MINUTE - lost);
    const right = START + 240 * MINUTE;
    expect(history.record(sample(right, { depth: 1 }))).toBe(true);
    expect(history.behindMs(right)).toBe(0);
    const total = new HistoryReader(db, history.rootId).total(START, right + 1, right + 1);
    expect(total.watchedMs).toBe(180 * MINUTE);
    expect(total.counters.get(history.seriesId('done'))).toBe(60);
    // One that stays there is taken at its word.
    for (let m = 0; m < 60; m++) history.record(sample(lost + m * MINUTE, { depth: 1 }));
    expect(history.record(sample(lost + 60 * MINUTE, { depth: 1 }))).toBe(true);
    expect(db.prepare('SELECT max(t) FROM raw').pluck().get()).toBe(lost + 60 * MINUTE);
  });

  it('drops what a clock stamped into the future once it was set right', () => {
    const history = new RootHistory(db, '/a');
    history.record(sample(START, { depth: 1 }));
    history.record(sample(START + 1000, { depth: 2 }));
    const day = 24 * 60 * MINUTE;
    for (let s = 0; s < 400; s++) history.record(sample(START + day + s * 1000, { depth: s }));
    history.record(sample(START + 5000, { depth: 3 }));
    expect(db.prepare('SELECT max(t) FROM raw').pluck().get()).toBe(START + 5000);
    expect(
      Number(
        db
          .prepare('SELECT count(*) FROM bucket WHERE t > ?')
          .pluck()
          .get(START + MINUTE),
      ),
    ).toBe(0);
    history.record(sample(START + 6000, { depth: 4 }));
    expect(db.prepare('SELECT max(t) FROM raw').pluck().get()).toBe(START + 6000);
  });
});

describe('a restart', () => {
  it('rolls up what a crash left, and shows the time between as a gap', () => {
    const before = new RootHistory(db, '/a');
    for (let s = 0; s < 130; s++)
      before.record(sample(START + s * 1000, { depth: s }, { done: 1 }));
    const after = new RootHistory(db, '/a');
    const later = START + 60 * MINUTE;
    after.record(sample(later, { depth: 9 }));
    const total = new HistoryReader(db, after.rootId).total(START, later, later);
    expect(total.counters.get(after.seriesId('done'))).toBe(130);
    expect(total.watchedMs).toBe(129_000);
  });
});

/** What a day of samples amounts to, worked out one sample at a time. */
function truth(samples: readonly Sample[], from: number, to: number) {
  let done = 0;
  let area = 0;
  let max = 0;
  samples.forEach((one, i) => {
    if (one.t < from || one.t >= to) return;
    const depth = one.gauges.get('depth') ?? 0;
    area += depth * ((samples[i + 1]?.t ?? to) - one.t);
    max = Math.max(max, depth);
    done += one.counters.get('done') ?? 0;
  });
  return { done, max, mean: area / (to - from) };
}

describe('rolling up', () => {
  it(
    'agrees with the raw truth at every level, for any series of samples',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(
          fc.array(
            fc.record({
              wait: fc.integer({ min: 1, max: 80 }),
              depth: fc.integer({ min: 0, max: 5000 }),
              done: fc.integer({ min: 0, max: 5 }),
            }),
            { minLength: 400, maxLength: 900 },
          ),
          (steps) => {
            db.exec('DELETE FROM raw; DELETE FROM bucket; DELETE FROM span;');
            const history = new RootHistory(db, '/a');
            const samples: Sample[] = [];
            let t = START;
            for (const step of steps) {
              samples.push(sample(t, { depth: step.depth }, { done: step.done }));
              t += step.wait * 1000;
            }
            // One more, in the next full quarter of an hour, so that all before it is rolled up.
            const end = START + Math.ceil((t - START) / (15 * MINUTE)) * 15 * MINUTE;
            for (; t < end; t += MINUTE) samples.push(sample(t, { depth: 0 }));
            samples.push(sample(end, { depth: 0 }, { done: 0 }));
            for (const one of samples) history.record(one);
            const depth = history.seriesId('depth');
            const expected = truth(samples, START, end);
            for (const { step } of LEVELS.slice(0, 2)) {
              const stored = db
                .prepare<[number], { data: Uint8Array }>(
                  'SELECT data FROM bucket WHERE step = ? ORDER BY t',
                )
                .all(step);
              expect(stored.length).toBe((end - START) / step);
            }
            const total = new HistoryReader(db, history.rootId).total(
              START,
              end,
              end + 60 * 24 * 60 * MINUTE,
            );
            const gauge = total.gauges.get(depth);
            expect(total.counters.get(history.seriesId('done')) ?? 0).toBe(expected.done);
            expect(gauge?.max).toBe(expected.max);
            expect((gauge?.integral ?? 0) / (gauge?.ms ?? 1)).toBeCloseTo(expected.mean, 2);
          },
        ),
        { numRuns: 25 },
      );
    },
  );

  it('keeps percentiles within 1 % over merged hours', () => {
    const history = new RootHistory(db, '/a');
    const all: number[] = [];
    let seed = 42;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    for (let m = 0; m < 300; m++) {
      const ms = Array.from({ length: 10 }, () => Math.round(1000 * Math.exp(random() * 8)));
      all.push(...ms);
      history.record(sample(START + m * MINUTE, { depth: m }, {}, { completion: ms }));
    }
    const end = START + 300 * MINUTE;
    history.record(sample(end, { depth: 0 }));
    all.sort((a, b) => a - b);
    const sketch = new HistoryReader(db, history.rootId)
      .total(START, end, end)
      .sketches.get(history.seriesId('completion'));
    for (const q of [0.5, 0.9, 0.95, 0.99]) {
      const exact = all[Math.ceil(q * all.length) - 1] ?? 0;
      expect(Math.abs((sketch?.quantile(q) ?? 0) - exact) / exact).toBeLessThan(0.0101);
    }
    expect(sketch?.maxMs).toBe(all.at(-1));
    expect(sketch?.count).toBe(3000);
  });

  it('still shows a spike of one second a year later', () => {
    const history = new RootHistory(db, '/a');
    const day = 24 * 60 * MINUTE;
    history.record(sample(START, { depth: 1 }));
    history.record(sample(START + 1000, { depth: 999 }));
    history.record(sample(START + 2000, { depth: 1 }));
    let t = START;
    for (let m = 1; m < 400; m++) history.record(sample((t = START + m * MINUTE), { depth: 1 }));
    for (let d = 1; d <= 360; d++) history.record(sample((t = START + d * day), { depth: 1 }));
    const { cells } = new HistoryReader(db, history.rootId).timeline(t - 365 * day, t, t);
    expect(cells.length).toBeLessThanOrEqual(500);
    const peak = Math.max(
      ...cells.map((cell) => cell.bucket?.gauges.get(history.seriesId('depth'))?.max ?? 0),
    );
    expect(peak).toBe(999);
  });
});
