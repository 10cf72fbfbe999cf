import type { HistoryView } from '../../../shared/history.ts';
import type { Chart } from '../../../shared/model.ts';
import { compact, cost } from '../../lib/format.ts';
import { count, duration, rate } from '../../../shared/words.ts';
import { Panel } from '../../lib/panel.tsx';
import type { Mark } from '../../lib/chart-shapes.tsx';
import { Legend, type Series } from '../../lib/chart-reading.tsx';
import { hasFigures } from '../../lib/chart-paths.ts';
import { TimeChart } from '../../lib/time-chart.tsx';
import { ExportMenu } from './export-menu.tsx';
import type { ChartName } from '../../../shared/history-export.ts';

interface Kind {
  /** Failures have a panel of their own. */
  readonly name: Exclude<ChartName, 'failures'>;
  /** Whether what lies on top is named first. */
  readonly isTopFirst?: boolean;
  readonly title: string;
  readonly note: string;
  readonly mark: Mark;
  readonly series: readonly Series[];
  readonly formatValue: (value: number) => string;
  readonly unit?: 'time';
  /** The column of the stretch before that is laid behind it. */
  readonly ghost?: string;
  /** Lines not to be crossed. */
  readonly limits?: readonly { readonly value: number; readonly label: string }[];
  /** Whether the past before Lookout can be told. */
  readonly isReconstructable: boolean;
}

const time = (ms: number): string => (ms === 0 ? '0' : duration(ms));

const kinds: readonly Kind[] = [
  {
    name: 'depth',
    title: 'Queue depth',
    isTopFirst: true,
    note: 'tasks, both queues',
    mark: 'band',
    series: [
      { key: 'inFlight', label: 'in flight', color: 'var(--in-flight)' },
      { key: 'waiting', label: 'waiting', color: 'var(--queued)' },
    ],
    formatValue: compact,
    ghost: 'waiting',
    isReconstructable: true,
  },
  {
    name: 'flow',
    title: 'In and out',
    note: 'a minute',
    mark: 'line',
    series: [
      { key: 'arrived', label: 'arrived', color: 'var(--quiet)' },
      { key: 'finished', label: 'finished', color: 'var(--finished)' },
      { key: 'failed', label: 'failed', color: 'var(--failed)' },
    ],
    formatValue: rate,
    ghost: 'finished',
    isReconstructable: true,
  },
  {
    name: 'cumulative',
    title: 'Cumulative flow',
    note: 'tasks, from the start on',
    isTopFirst: true,
    mark: 'band',
    series: [
      { key: 'done', label: 'done', color: 'var(--finished)' },
      { key: 'inFlight', label: 'in flight', color: 'var(--in-flight)' },
      { key: 'waiting', label: 'waiting', color: 'var(--queued)' },
    ],
    formatValue: compact,
    isReconstructable: true,
  },
  {
    name: 'latency',
    title: 'Time to completion',
    note: 'from assignment',
    mark: 'line',
    series: [
      { key: 'p50', label: 'half within', color: 'var(--working)' },
      { key: 'p95', label: '95 % within', color: 'var(--waiting)' },
      { key: 'max', label: 'longest', color: 'var(--blocked)' },
    ],
    formatValue: time,
    unit: 'time',
    ghost: 'p50',
    isReconstructable: true,
  },
  {
    name: 'oldest',
    title: 'Oldest waiting',
    note: 'age',
    mark: 'line',
    series: [{ key: 'oldest', label: 'oldest waiting', color: 'var(--queued)' }],
    formatValue: time,
    unit: 'time',
    ghost: 'oldest',
    isReconstructable: true,
  },
  {
    name: 'sessions',
    title: 'Sessions by state',
    note: 'agents in tmux',
    mark: 'band',
    series: [
      { key: 'working', label: 'working', color: 'var(--working)' },
      { key: 'waiting', label: 'waiting for you', color: 'var(--waiting)' },
      { key: 'ready', label: 'ready', color: 'var(--ready)' },
      { key: 'blocked', label: 'blocked', color: 'var(--blocked)' },
      { key: 'other', label: 'other', color: 'var(--quiet)' },
    ],
    formatValue: count,
    ghost: 'working',
    isReconstructable: false,
  },
  {
    name: 'queries',
    title: 'Query times',
    note: 'Lookout’s own, the slower queue',
    mark: 'line',
    series: [
      { key: 'queue', label: 'the 50 next in line', color: 'var(--queued)' },
      { key: 'stats', label: 'counting by status', color: 'var(--working)' },
    ],
    formatValue: (ms) => (ms === 0 ? '0' : cost(ms)),
    unit: 'time',
    // The reference document's.
    limits: [
      { value: 50, label: 'budget of the next in line, 50 ms' },
      { value: 100, label: 'budget of counting, 100 ms' },
    ],
    isReconstructable: false,
  },
];

const behindWords = { none: null, day: 'day before', week: 'week before' } as const;

const none: Chart = { series: [], points: [] };

interface Props {
  readonly view: HistoryView;
  readonly onZoom: (from: number, to: number) => void;
}

/** Every chart of the stretch, on one time axis. */
export function HistoryCharts({ view, onZoom }: Props) {
  const { from, to } = view.query;
  return kinds.map((kind) => {
    const { name } = kind;
    const chart = name === 'cumulative' ? view.cumulative : view.charts[name];
    const behind = name === 'cumulative' ? none : (view.ghost?.[name] ?? none);
    return (
      <Panel
        key={name}
        title={kind.title}
        note={kind.note}
        className={`history-chart history-${name}`}
        aside={
          <>
            {hasFigures(chart) && (
              <Legend
                series={kind.isTopFirst === true ? kind.series.toReversed() : kind.series}
                behind={behind.points.length > 0 ? behindWords[view.query.compare] : null}
              />
            )}
            <ExportMenu query={view.query} name={name} title={kind.title} />
          </>
        }
      >
        <TimeChart
          title={kind.title}
          chart={chart}
          series={kind.series}
          fromAt={from}
          toAt={to}
          mark={kind.mark}
          formatValue={kind.formatValue}
          marks={view.charts.marks}
          unit={kind.unit ?? 'count'}
          markLabels={name === 'depth'}
          without="Nothing is on record of this stretch."
          onZoom={onZoom}
          {...(kind.limits !== undefined && { limits: kind.limits })}
          {...(kind.ghost !== undefined && { ghost: { points: behind.points, key: kind.ghost } })}
          {...(kind.isReconstructable && { reconstructedTo: view.charts.reconstructedTo })}
        />
      </Panel>
    );
  });
}
