import type { Chart, ChartMark, ChartPoint, Charts, RangeMin } from '../../shared/model.ts';
import type { Bucket } from './bucket.ts';
import { MINUTE } from './levels.ts';
import type { Cell, HistoryReader, Timeline } from './query.ts';
import { OTHER_STATES, SERIES } from './series.ts';
import { countOf, levelOf, sketchOf, type SeriesNames } from './sums.ts';

/** A history younger than the range fills the chart, as soon as it is this long. */
const LEAST_SPAN_MS = 5 * MINUTE;

/** What a cell has for one column; null where it is not known. */
type Column = (
  bucket: Bucket,
  names: SeriesNames,
  cell: { t: number; stepMs: number },
) => number | null;

interface Columns {
  readonly [key: string]: Column;
}

type Take = 'mean' | 'min' | 'max';

/** Several gauges added up; null where none of them is known. */
const gauges =
  (take: Take, ...series: string[]): Column =>
  (bucket, names) => {
    const level = levelOf(bucket, names, series);
    return level === null ? null : Math.round(level[take] * 100) / 100;
  };

/** Events a minute of watched time. */
const rate =
  (...series: string[]): Column =>
  (bucket, names) =>
    bucket.watchedMs === 0
      ? null
      : Math.round((countOf(bucket, names, series) * MINUTE * 100) / bucket.watchedMs) / 100;

/** A percentile (or the largest) of durations, ms. */
const duration =
  (q: number, ...series: string[]): Column =>
  (bucket, names) => {
    const sketch = sketchOf(bucket, names, series);
    return q === 1 ? (sketch?.maxMs ?? null) : (sketch?.quantile(q) ?? null);
  };

/** Age, ms, of the oldest waiting task at the end of a cell; its moment of creation is what is kept. */
const oldest: Column = (bucket, names, { t, stepMs }) => {
  const since = SERIES.oldestAt
    .map((name) => bucket.gauges.get(names.get(name) ?? -1)?.min)
    .filter((at) => at !== undefined && at > 0);
  if (since.length > 0) return Math.max(0, t + stepMs - Math.min(...since.map(Number)) * 1000);
  return gauges('mean', ...SERIES.waiting)(bucket, names, { t, stepMs }) === null ? null : 0;
};

/** A percentile of costs, which are kept in µs, in ms. */
const costMs =
  (q: number, series: string): Column =>
  (...cell) => {
    const us = duration(q, series)(...cell);
    return us === null ? null : us / 1000;
  };

const state = (take: Take, name: string): Column => gauges(take, `sessions.${name}`);

const CHARTS = {
  depth: {
    labels: { waiting: 'waiting', inFlight: 'in flight' },
    columns: {
      waiting: gauges('mean', ...SERIES.waiting),
      inFlight: gauges('mean', ...SERIES.inFlight),
      waitingMin: gauges('min', ...SERIES.waiting),
      waitingMax: gauges('max', ...SERIES.waiting),
      inFlightMin: gauges('min', ...SERIES.inFlight),
      inFlightMax: gauges('max', ...SERIES.inFlight),
    },
  },
  flow: {
    labels: { arrived: 'arrived', finished: 'finished', failed: 'failed' },
    columns: {
      arrived: rate(...SERIES.arrived),
      finished: rate(...SERIES.finished),
      failed: rate(...SERIES.failed),
    },
  },
  sessions: {
    labels: {
      working: 'working',
      waiting: 'waiting for you',
      ready: 'ready',
      blocked: 'blocked',
      other: 'other',
    },
    columns: {
      working: state('mean', 'working'),
      waiting: state('mean', 'waiting'),
      ready: state('mean', 'ready'),
      blocked: state('mean', 'blocked'),
      other: gauges('mean', ...OTHER_STATES.map((name) => `sessions.${name}`)),
      waitingMax: state('max', 'waiting'),
      blockedMax: state('max', 'blocked'),
    },
  },
  oldest: { labels: { oldest: 'oldest waiting' }, columns: { oldest } },
  latency: {
    labels: { p50: 'half are done within', p95: '95 % are done within', max: 'longest' },
    columns: {
      p50: duration(0.5, ...SERIES.completion),
      p95: duration(0.95, ...SERIES.completion),
      max: duration(1, ...SERIES.completion),
    },
  },
  queries: {
    labels: { queue: 'the 50 next in line', stats: 'counting by status' },
    columns: {
      queue: costMs(0.5, SERIES.queueCost),
      stats: costMs(0.5, SERIES.statsCost),
      queueMax: costMs(1, SERIES.queueCost),
      statsMax: costMs(1, SERIES.statsCost),
    },
  },
  probe: {
    labels: { ms: 'response time' },
    columns: { ms: duration(0.5, SERIES.probe), msMax: duration(1, SERIES.probe) },
  },
} satisfies Record<string, { labels: Record<string, string>; columns: Columns }>;

/** Every chart of a stretch of time, at most 500 points each; gaps are null. */
export function chartsOf(
  reader: HistoryReader,
  range: { readonly from: number; readonly to: number; readonly now: number },
  marks: readonly ChartMark[],
  timeline: Timeline = reader.timeline(range.from, range.to, range.now),
): Charts {
  const names = reader.series();
  const chart = (name: keyof typeof CHARTS): Chart => {
    const { labels, columns } = CHARTS[name];
    return {
      series: Object.entries(labels).map(([key, label]) => ({ key, label })),
      points: timeline.cells.map((cell) => pointOf(cell, timeline, columns, names)),
    };
  };
  return {
    fromAt: Math.max(range.from, Math.min(timeline.from, range.to - LEAST_SPAN_MS)),
    toAt: range.to,
    stepMs: timeline.stepMs,
    reconstructedTo: reader.reconstructedTo,
    depth: chart('depth'),
    flow: chart('flow'),
    sessions: chart('sessions'),
    oldest: chart('oldest'),
    latency: chart('latency'),
    queries: chart('queries'),
    probe: names.has(SERIES.probe) ? chart('probe') : emptyChart('probe'),
    marks,
  };
}

const emptyChart = (name: keyof typeof CHARTS): Chart => ({
  series: Object.entries(CHARTS[name].labels).map(([key, label]) => ({ key, label })),
  points: [],
});

/** Charts of a time of which nothing is known. */
export function emptyCharts(rangeMin: RangeMin, now: number): Charts {
  return {
    fromAt: now - rangeMin * MINUTE,
    toAt: now,
    stepMs: MINUTE,
    reconstructedTo: null,
    depth: emptyChart('depth'),
    flow: emptyChart('flow'),
    sessions: emptyChart('sessions'),
    oldest: emptyChart('oldest'),
    latency: emptyChart('latency'),
    queries: emptyChart('queries'),
    probe: emptyChart('probe'),
    marks: [],
  };
}

function pointOf(
  { t, bucket }: Cell,
  { stepMs }: Timeline,
  columns: Columns,
  names: SeriesNames,
): ChartPoint {
  const point: Record<string, number | null> = {};
  for (const [key, column] of Object.entries(columns)) {
    point[key] = bucket === null ? null : column(bucket, names, { t, stepMs });
  }
  return { ...point, t };
}
