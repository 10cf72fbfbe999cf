import { useDeferredValue } from 'react';
import type { Charts, SourceName } from '../../../shared/model.ts';
import { cost } from '../../lib/format.ts';
import { count, plural } from '../../../shared/words.ts';
import { Panel } from '../../lib/panel.tsx';
import { useStore } from '../../lib/store.ts';
import { hasFigures } from '../../lib/chart-paths.ts';
import { Legend, type Series } from '../../lib/chart-reading.tsx';
import { TimeChart } from '../../lib/time-chart.tsx';

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

/**
 * The charts, as soon as there is time to draw them: figures, and what a person does, come first. null
 * before there are any.
 */
const useCharts = (): Charts | null =>
  useDeferredValue(useStore((store) => store.snapshot?.charts ?? null));

/** Why a chart is empty: its sources cannot be read, or nothing was sampled yet. */
function useWithout(from: readonly SourceName[]): string {
  const problem = useStore((store) => {
    const statuses = from.map((name) => store.snapshot?.sources[name]);
    if (statuses.some((status) => status?.state !== 'unavailable')) return null;
    const problems = statuses.flatMap((status) => status?.problem?.message ?? []);
    return problems.length === 0 ? null : [...new Set(problems)].join(' ');
  });
  return problem ?? 'Nothing is known of this time yet; the line grows as Lookout watches.';
}

/** Queue depth, and below it, on the same time axis, what failed. */
export function DepthPanel() {
  const charts = useCharts();
  const without = useWithout(databases);
  if (charts === null) return null;
  const { fromAt, toAt } = charts;
  const known = hasFigures(charts.depth);
  return (
    <Panel
      title="Queue depth"
      note="tasks, both queues"
      from={databases}
      aside={known && <Legend series={depthSeries.toReversed()} />}
      className="depth-panel"
    >
      <TimeChart
        title="Queue depth, tasks"
        chart={charts.depth}
        reconstructedTo={charts.reconstructedTo}
        without={without}
        marks={charts.marks}
        series={depthSeries}
        fromAt={fromAt}
        toAt={toAt}
        mark="band"
        formatValue={count}
      />
      {known && (
        <>
          <h3 className="chart-subtitle">Failed per minute</h3>
          <div className="failed-chart">
            <TimeChart
              title="Failed per minute"
              chart={charts.flow}
              without="Nothing was counted in this span yet."
              series={failedSeries}
              fromAt={fromAt}
              toAt={toAt}
              mark="bar"
              timeLabels={false}
              yTicks={2}
            />
          </div>
        </>
      )}
    </Panel>
  );
}

export function SessionsPanel() {
  const charts = useCharts();
  const panes = useStore((store) => store.snapshot?.timings.panes ?? 0);
  const agents = useStore(
    (store) => store.snapshot?.sessions.filter(({ agent }) => agent !== null).length ?? 0,
  );
  const without = useWithout(tmux);
  if (charts === null) return null;
  return (
    <Panel
      title="Sessions by state"
      note={
        panes === 0 ? undefined : `${plural(panes, 'pane')} in tmux, ${count(agents)} with an agent`
      }
      from={tmux}
      aside={hasFigures(charts.sessions) && <Legend series={stateSeries} />}
    >
      <TimeChart
        title="Sessions by state"
        chart={charts.sessions}
        without={without}
        marks={charts.marks}
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
  const charts = useCharts();
  const probe = useStore((store) => store.snapshot?.probe ?? null);
  if (charts === null) return null;
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
        without="No answer has been timed yet."
        series={series}
        unit="time"
        fromAt={charts.fromAt}
        toAt={charts.toAt}
        mark="line"
        formatValue={(ms) => (ms === 0 ? '0' : cost(ms))}
        {...(probe && {
          limits: [{ value: probe.budgetMs, label: `budget ${cost(probe.budgetMs)}` }],
        })}
      />
    </Panel>
  );
}
