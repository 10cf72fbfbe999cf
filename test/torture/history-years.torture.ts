import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { BucketTable } from '../../src/core/history/bucket-table.ts';
import { openHistory } from '../../src/core/history/database.ts';
import { DAY, LEVELS } from '../../src/core/history/levels.ts';
import { HistoryReader } from '../../src/core/history/query.ts';
import { MOST_BYTES } from '../../src/core/history/retention.ts';
import { SessionLog } from '../../src/core/history/session-log.ts';
import { RootHistory } from '../../src/core/history/store.ts';
import { Fleet, simulate } from './history-simulation.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'history-years';

const YEARS_DAYS = 730;
const START = Date.UTC(2024, 0, 1);
const MOST_GROWTH_MIB = 64;

/** Two years of a fleet of 50 sessions, one reading a second: size, truth, speed, memory. */
export async function run(trial: Trial): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-years-'));
  try {
    await years(trial, join(folder, 'history.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How large each kind of record is, packed and loose, without what pages cost. */
function parts(db: Database.Database): { readonly what: string; readonly size: number }[] {
  const sum = (from: string): number =>
    Number(db.prepare(`SELECT coalesce(sum(length(data)), 0) FROM ${from}`).pluck().get());
  return [
    { what: 'samples', size: sum('raw') },
    ...LEVELS.map(({ step }) => ({
      what: `buckets of ${step / 60_000} min`,
      size: sum(`bucket WHERE step = ${step}`) + sum(`pack WHERE step = ${step}`),
    })),
    { what: 'days of sessions', size: sum('day') },
  ];
}

async function years(trial: Trial, file: string): Promise<void> {
  const days = trial.times(YEARS_DAYS);
  const { db } = openHistory(file);
  const history = new RootHistory(db, '/a');
  const sessions = new SessionLog(db, history.rootId);
  const fleet = new Fleet(trial.seed);
  const truth = { arrived: 0, finished: 0, failed: 0 };
  const durations: number[] = [];
  const memory: number[] = [];
  const sizes: number[] = [];
  let end = START;
  for (let day = 0; day < days; day++) {
    // A day in one transaction: what is written is the same, a disk is waited for once.
    end = db.transaction(() =>
      simulate({ history, sessions }, fleet, end, 1, ({ counters, durations: taken }) => {
        for (const key of ['arrived', 'finished', 'failed'] as const) {
          truth[key] += counters.get(`prompts.${key}`) ?? 0;
        }
        durations.push(...(taken.get('prompts.completion') ?? []));
      }),
    )();
    db.pragma('wal_checkpoint(PASSIVE)');
    sizes.push(statSync(file).size);
    memory.push(process.memoryUsage().rss / 1024 ** 2 - (durations.length * 8) / 1024 ** 2);
    // So that a clock of the runner may stop a part that hangs.
    await new Promise((done) => setImmediate(done));
  }
  history.close();
  db.pragma('wal_checkpoint(TRUNCATE)');
  const { size: bytes } = statSync(file);
  trial.figure('simulated', days, 'days');
  trial.figure('size of the file', bytes / 1e6, 'MB');
  trial.figure('largest that it was', Math.max(...sizes) / 1e6, 'MB');
  for (const { what, size } of parts(db)) trial.figure(`of it, ${what}`, size / 1e6, 'MB');
  trial.figure('events', truth.arrived + truth.finished + truth.failed, 'events');
  await trial.check(`the file never was larger than ${MOST_BYTES / 1e6} MB`, () => {
    const most = Math.max(...sizes);
    if (most > MOST_BYTES) throw new Error(`${most / 1e6} MB`);
  });
  await trial.check('nothing was given up for that', () => {
    const buckets = new BucketTable(db, history.rootId);
    for (const { step, keptMs } of LEVELS) {
      const oldest = buckets.oldest(step) ?? Infinity;
      const wanted = Math.max(START, end - keptMs);
      if (oldest > wanted + DAY)
        throw new Error(`${step / 60_000} min reach back to ${oldest} only`);
    }
  });
  const growth = Math.max(...memory.slice(-10)) - (memory[Math.floor(days / 10)] ?? 0);
  trial.figure('memory gained since the first tenth', growth, 'MiB');
  await trial.check('memory is flat', () => {
    if (growth > MOST_GROWTH_MIB) throw new Error(`it grew by ${growth} MiB`);
  });
  const reader = new HistoryReader(db, history.rootId);
  const total = reader.total(START, end, end);
  for (const key of ['arrived', 'finished', 'failed'] as const) {
    await trial.check(`what ${key} is counted exactly`, () => {
      const counted = total.counters.get(history.seriesId(`prompts.${key}`));
      if (counted !== truth[key]) throw new Error(`${counted} instead of ${truth[key]}`);
    });
  }
  const sorted = Float64Array.from(durations).toSorted();
  const sketch = total.sketches.get(history.seriesId('prompts.completion'));
  for (const q of [0.5, 0.95, 0.99]) {
    await trial.check(`the ${q} quantile of all of it is within 1 %`, () => {
      const exact = sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
      const off = Math.abs((sketch?.quantile(q) ?? 0) - exact) / exact;
      trial.figure(`error of the ${q} quantile`, off * 100, '%');
      if (off > 0.0101) throw new Error(`off by ${off * 100} %`);
    });
  }
  for (const range of [1, 24, 7 * 24, 30 * 24, 365 * 24, 730 * 24]) {
    await trial.check(`a chart of ${range} h has at most 500 points`, () => {
      const from = end - range * 3_600_000;
      const times = Array.from({ length: 5 }, () => {
        const begun = performance.now();
        const { cells } = reader.timeline(from, end, end);
        if (cells.length > 500) throw new Error(`${cells.length} points`);
        return performance.now() - begun;
      });
      trial.figure(`query of ${range} h`, times.toSorted((a, b) => a - b)[2] ?? 0, 'ms');
    });
  }
  db.close();
}
