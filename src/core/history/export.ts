import { stringify } from 'csv-stringify/sync';
import type { ChartName, ExportRequest } from '../../shared/history-export.ts';
import type { HistoryView } from '../../shared/history.ts';
import type { Chart } from '../../shared/model.ts';
import type { RecordReader } from './record-reader.ts';
import { historyView } from './view.ts';

/** A chart, as CSV or JSON. */
export type FiguresRequest = Exclude<ExportRequest, { format: 'md' }>;

/** The text of a file with a chart's figures. Errors: SQLite's own. */
export function figuresText(
  record: RecordReader,
  title: string,
  request: FiguresRequest,
  now: number,
): string {
  const view = historyView(record, { ...request.query, compare: 'none' }, now);
  const chart = chartIn(view, request.chart);
  if (request.format === 'json') return asJson(title, request.chart, chart, view);
  // Kinds of failures are told by their words, the rest by names that do not change.
  return asCsv(chart, request.chart === 'failures' ? 'label' : 'key');
}

function chartIn({ charts, cumulative, failureKinds }: HistoryView, name: ChartName): Chart {
  if (name === 'cumulative') return cumulative;
  return name === 'failures' ? failureKinds : charts[name];
}

/** Times in UTC; a cell of which nothing is known is empty. No cell can be taken for a formula. */
function asCsv({ series, points }: Chart, head: 'key' | 'label'): string {
  const keys = columnsOf({ series, points });
  const names = new Map(series.map((one) => [one.key, one[head]]));
  const rows = points.map((point) => [iso(point.t), ...keys.map((key) => point[key] ?? '')]);
  return stringify([['time', ...keys.map((key) => names.get(key) ?? key)], ...rows], {
    escape_formulas: true,
  });
}

const iso = (t: number): string => new Date(t).toISOString();

function asJson(title: string, name: string, chart: Chart, { query, charts }: HistoryView): string {
  const { stepMs, reconstructedTo, marks } = charts;
  return `${JSON.stringify(
    {
      watched: title,
      chart: name,
      from: iso(query.from),
      to: iso(query.to),
      stepMs,
      reconstructedTo: reconstructedTo === null ? null : iso(reconstructedTo),
      series: chart.series,
      points: chart.points.map((point) => ({ ...point, t: iso(point.t) })),
      marks: marks.map((mark) => ({ ...mark, t: iso(mark.t) })),
    },
    null,
    2,
  )}\n`;
}

/** What is drawn first, then the extremes beside it. */
function columnsOf({ series, points }: Chart): string[] {
  const drawn = series.map(({ key }) => key);
  const others = Object.keys(points[0] ?? {}).filter((key) => key !== 't' && !drawn.includes(key));
  return [...drawn, ...others];
}
