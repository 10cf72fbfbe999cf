import {
  daysBefore,
  type HistoryQuery,
  type HistoryView,
  type SharesOfTime,
} from '../../shared/history.ts';
import type { Chart, Charts, ChartPoint } from '../../shared/model.ts';
import { anomaliesOf } from './anomalies.ts';
import { Bucket } from './bucket.ts';
import { chartsOf } from './charts.ts';
import { byDays, laidBehind } from './earlier.ts';
import { failureChart, withCounts } from './failure-kinds.ts';
import { marksIn } from './marks-in.ts';
import type { Timeline } from './query.ts';
import type { RecordReader } from './record-reader.ts';
import { OTHER_STATES, SERIES } from './series.ts';
import { countOf, levelOf, sketchOf, type SeriesNames } from './sums.ts';
import { trendOf } from './trend.ts';

/** All that the History view shows of one stretch of time. Errors: SQLite's own. */
export function historyView(root: RecordReader, query: HistoryQuery, now: number): HistoryView {
  const { reader, failures } = root;
  const { from, to } = query;
  const names = reader.series();
  const timeline = reader.timeline(from, to, now);
  const total = sumOf(timeline);
  const { firstAt } = reader;
  const counted = failures.counts.between(from, to);
  const answers = sketchOf(total, names, [SERIES.answer]);
  return {
    query,
    firstAt,
    charts: chartsOf(reader, { from, to, now }, marksIn(root, from, to), timeline),
    ghost: query.compare === 'none' ? null : ghostOf(root, query, now),
    cumulative: cumulativeOf(timeline, names),
    totals: {
      arrived: countOf(total, names, SERIES.arrived),
      finished: countOf(total, names, SERIES.finished),
      failed: countOf(total, names, SERIES.failed),
      watchedMs: total.watchedMs,
    },
    shares: sharesOf(total, names),
    answers: answers && {
      count: answers.count,
      p50Ms: answers.quantile(0.5) ?? 0,
      p95Ms: answers.quantile(0.95) ?? 0,
      maxMs: answers.maxMs,
    },
    trend: trendOf(reader, now),
    anomalies: anomaliesOf(reader, now),
    failures: withCounts(failures.between(from, to, firstAt), counted),
    failureKinds: failureChart(counted, { from, to, now }),
  };
}

/** Everything of a timeline in one bucket. Where minutes fill several cells, each counts once. */
function sumOf({ cells }: Timeline): Bucket {
  const sum = new Bucket();
  for (const bucket of new Set(cells.map((cell) => cell.bucket))) {
    if (bucket !== null) sum.merge(bucket);
  }
  return sum;
}

/** The same stretch of a day or week before, by the clock, moved so that it lies behind this one. */
function ghostOf(
  { reader }: RecordReader,
  { from, to, compare }: HistoryQuery,
  now: number,
): Charts {
  const days = daysBefore[compare];
  const before = chartsOf(reader, { from: byDays(from, -days), to: byDays(to, -days), now }, []);
  const move = (chart: Chart): Chart => laidBehind(chart, days, before.stepMs);
  return {
    ...before,
    fromAt: byDays(before.fromAt, days),
    toAt: byDays(before.toAt, days),
    depth: move(before.depth),
    flow: move(before.flow),
    sessions: move(before.sessions),
    oldest: move(before.oldest),
    latency: move(before.latency),
    queries: move(before.queries),
    probe: move(before.probe),
  };
}

/** Done since the start, in flight and waiting, one upon the other: its slopes are the rates. */
function cumulativeOf({ cells }: Timeline, names: SeriesNames): Chart {
  let done = 0;
  let counted: Bucket | null = null;
  return {
    series: [
      { key: 'done', label: 'done' },
      { key: 'inFlight', label: 'in flight' },
      { key: 'waiting', label: 'waiting' },
    ],
    points: cells.map(({ t, bucket }): ChartPoint => {
      if (bucket === null) return { t, done: null, inFlight: null, waiting: null };
      if (bucket !== counted) {
        done += countOf(bucket, names, [...SERIES.finished, ...SERIES.failed]);
      }
      counted = bucket;
      const level = (series: readonly string[]): number | null => {
        const mean = levelOf(bucket, names, series)?.mean;
        return mean === undefined ? null : Math.round(mean * 10) / 10;
      };
      return { t, done, inFlight: level(SERIES.inFlight), waiting: level(SERIES.waiting) };
    }),
  };
}

function sharesOf(total: Bucket, names: SeriesNames): SharesOfTime | null {
  const time = (...states: string[]): number =>
    states.reduce(
      (sum, state) => sum + (total.gauges.get(names.get(`sessions.${state}`) ?? -1)?.integral ?? 0),
      0,
    );
  const spent = {
    working: time('working'),
    waiting: time('waiting'),
    ready: time('ready'),
    blocked: time('blocked'),
    other: time(...OTHER_STATES),
  };
  const all = Object.values(spent).reduce((sum, ms) => sum + ms, 0);
  if (all === 0) return null;
  const share = (ms: number): number => Math.round((ms / all) * 1000) / 1000;
  return {
    working: share(spent.working),
    waiting: share(spent.waiting),
    ready: share(spent.ready),
    blocked: share(spent.blocked),
    other: share(spent.other),
  };
}
