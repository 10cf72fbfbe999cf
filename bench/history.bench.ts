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
import type { Charts } from '../src/shared/model.ts';
import { compareMs, median, timeMs } from './lib/measure.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

/** Every chart of two years against every chart of a day, and each range against what it may take. */
export const name = 'history';

const DAY = 86_400_000;
/** Days: those that the window offers, and zooms, among them the longest that each level is read for. */
const RANGES = [
  15 / 1440,
  1 / 24,
  0.25,
  1,
  1.7,
  3.4,
  5,
  7,
  10,
  20,
  26,
  30,
  41,
  45,
  61,
  62,
  75,
  100,
  124,
  200,
  365,
  499,
  730,
];
/** And so many of these days before: what lies there is packed, or of wider levels only. */
const PANS = [0, 3, 27, 95, 300];
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
    const charts =
      (days: number, before = 0) =>
      (): Charts => {
        const to = end - before * DAY;
        return chartsOf(reader, { from: to - days * DAY, to, now: end }, []);
      };
    const measured = await compareMs(charts(730), charts(1));
    const took: Took[] = [];
    for (const days of RANGES) {
      for (const before of PANS.filter((pan) => pan + days <= 730)) {
        const times: number[] = [];
        for (let i = 0; i < ROUNDS; i++) times.push(await timeMs(charts(days, before)));
        const points = charts(days, before)().depth.points.length;
        took.push({ days, before, points, ms: median(times) });
      }
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
        ...RANGES.map((days) => rangeInWords(took.filter((one) => one.days === days))),
      ],
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

interface Took {
  readonly days: number;
  /** Its end lies so many days back. */
  readonly before: number;
  readonly points: number;
  readonly ms: number;
}

const rangeInWords = (ranges: readonly Took[]): string =>
  `all charts of ${daysInWords(ranges[0]?.days ?? 0)}: ${ranges
    .map(({ before, points, ms }) => `${ms.toFixed(1)} ms (${points} points, ${before} days back)`)
    .join(', ')}`;

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
