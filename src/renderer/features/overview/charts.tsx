import type { SourceName } from '../../../shared/model.ts';
import { cost } from '../../lib/format.ts';
import { count, duration, plural } from '../../../shared/words.ts';
import { Panel } from '../../lib/panel.tsx';
import { useStore } from '../../lib/store.ts';
import { Legend, TimeChart, type Series } from '../../lib/time-chart.tsx';

const depthSeries: readonly Series[] = [
  { key: 'inFlight', label: 'in flight', color: 'var(--in-flight)' },
  { key: 'waiting', label: 'waiting', color: 'var(--queued)' },
];
const failedSeries: readonly Series[] = [
  { key: 'failed', label: 'failed per minute', color: 'var(--failed)' },
];
const stateSeries: readonly Series[] = [
  { key: 'working', label: 'working', color: 'var(--working)' },
  { key: 'waiting', label: 'waiting for you', color: 'var(--waiting)' },
  { key: 'ready', label: 'ready', color: 'var(--ready)' },
  { key: 'blocked', label: 'blocked', color: 'var(--blocked)' },
  { key: 'other', label: 'other', color: 'var(--quiet)' },
];
const databases: readonly SourceName[] = ['assigner', 'architect'];
const tmux: readonly SourceName[] = ['tmux'];

/** Queue depth, and below it, on the same time axis, what failed. */
export function DepthPanel() {
  const charts = useStore((store) => store.snapshot?.charts);
  if (charts === undefined) return null;
  const { fromAt, toAt } = charts;
  return (
    <Panel
      title="Queue depth"
      note="tasks, both queues"
      from={databases}
      aside={<Legend series={depthSeries.toReversed()} />}
      className="depth-panel"
    >
      <TimeChart
        title="Queue depth, tasks"
        chart={charts.depth}
        series={depthSeries}
        fromAt={fromAt}
        toAt={toAt}
        mark="band"
        formatValue={count}
      />
      <h3 className="chart-subtitle">Failed per minute</h3>
      <div className="failed-chart">
        <TimeChart
          title="Failed per minute"
          chart={charts.flow}
          series={failedSeries}
          fromAt={fromAt}
          toAt={toAt}
          mark="bar"
          timeLabels={false}
          yTicks={2}
        />
      </div>
    </Panel>
  );
}

export function SessionsPanel() {
  const charts = useStore((store) => store.snapshot?.charts);
  const panes = useStore((store) => store.snapshot?.timings.panes ?? 0);
  const agents = useStore(
    (store) => store.snapshot?.sessions.filter(({ agent }) => agent !== null).length ?? 0,
  );
  if (charts === undefined) return null;
  return (
    <Panel
      title="Sessions by state"
      note={`${plural(panes, 'pane')} in tmux, ${count(agents)} with an agent`}
      from={tmux}
      aside={<Legend series={stateSeries} />}
    >
      <TimeChart
        title="Sessions by state"
        chart={charts.sessions}
        series={stateSeries}
        fromAt={charts.fromAt}
        toAt={charts.toAt}
        mark="band"
        formatValue={count}
      />
    </Panel>
  );
}

export function ProbePanel() {
  const charts = useStore((store) => store.snapshot?.charts);
  const probe = useStore((store) => store.snapshot?.probe ?? null);
  if (charts === undefined) return null;
  const series = charts.probe.series.map(({ key, label }) => ({
    key,
    label,
    color: 'var(--accent)',
  }));
  return (
    <Panel
      title="Dashboard API"
      note={probe === null ? 'response time' : `${probe.status ?? 'no answer'}, ${cost(probe.ms)}`}
      from={['probe']}
    >
      <TimeChart
        title="Response time of the dashboard's API"
        chart={charts.probe}
        series={series}
        fromAt={charts.fromAt}
        toAt={charts.toAt}
        mark="line"
        formatValue={(ms) => (ms === 0 ? '0' : duration(ms))}
        {...(probe && {
          limit: { value: probe.budgetMs, label: `budget ${cost(probe.budgetMs)}` },
        })}
      />
    </Panel>
  );
}
