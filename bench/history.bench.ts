import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartsOf } from '../src/core/history/charts.ts';
import { BucketTable } from '../src/core/history/bucket-table.ts';
import { openHistory } from '../src/core/history/database.ts';
import { LEVELS, LOOSE_MS } from '../src/core/history/levels.ts';
import { HistoryReader } from '../src/core/history/query.ts';
import { RootHistory } from '../src/core/history/store.ts';
import { Fleet, simulate } from '../test/torture/history-simulation.ts';
import { compareMs, median, timeMs } from './lib/measure.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

/** Every chart of two years against every chart of a day, and each range against what it may take. */
export const name = 'history';

const DAY = 86_400_000;
/** Days: those that the window offers, and the longest that a level has to be read for bucket by bucket. */
const RANGES = [15 / 1440, 1 / 24, 0.25, 1, 3.3, 7, 30, 61, 365, 730];
const BUDGET_MS = 50;
const ROUNDS = 9;
const START = Date.UTC(2026, 0, 1);

export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-history-'));
  const { db } = openHistory(join(folder, 'history.db'));
  try {
    const history = new RootHistory(db, '/a');
    const fleet = new Fleet(7);
    const end = db.transaction(() => simulate({ history }, fleet, START, 1))();
    // With the first reading of the next day every level has all of the first.
    history.record(fleet.again(end));
    db.transaction(() => fillBack(new BucketTable(db, history.rootId)))();
    const reader = new HistoryReader(db, history.rootId);
    const charts = (days: number) => (): unknown =>
      chartsOf(reader, { from: end - days * DAY, to: end, now: end }, []);
    const measured = await compareMs(charts(730), charts(1));
    const took: { readonly days: number; readonly ms: number }[] = [];
    for (const days of RANGES) {
      const times: number[] = [];
      for (let i = 0; i < ROUNDS; i++) times.push(await timeMs(charts(days)));
      took.push({ days, ms: median(times) });
    }
    return {
      ratios: [
        ratio('range-24h-vs-2y', { ...measured, unit: 'ms', size: '50 sessions' }),
        ratio('range-slowest-vs-50-ms', {
          a: Math.max(...took.map(({ ms }) => ms)),
          b: BUDGET_MS,
          unit: 'ms',
          size: 'all charts of any range from 15 min to 2 years',
        }),
      ],
      notes: [
        'range-24h-vs-2y: all charts of two years / all charts of 24 h, at 500 points',
        ...took.map(({ days, ms }) => `all charts of ${daysInWords(days)}: ${ms.toFixed(1)} ms`),
      ],
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

const daysInWords = (days: number): string =>
  days < 1 ? `${Math.round(days * 1440)} min` : `${days} days`;

/** The measured day again and again, two years back at most, and packed as it would be by then. */
function fillBack(buckets: BucketTable): void {
  for (const { step, keptMs } of LEVELS) {
    const day = [...buckets.between(step, START, START + DAY)];
    for (let back = DAY; back < keptMs - DAY; back += DAY) {
      for (const one of day) buckets.put(step, { ...one, t: one.t - back });
    }
    for (let before = 0; before < keptMs; before += DAY) buckets.packOldest(step, START - LOOSE_MS);
  }
}
