import type { FailureHistory, HistoryView } from '../../../shared/history.ts';
import { count, plural } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { patternWords } from '../../lib/failure-words.ts';
import { fullTime } from '../../lib/format.ts';
import { ExampleLink } from '../../lib/links.tsx';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import type { Series } from '../../lib/chart-reading.tsx';
import { TimeChart } from '../../lib/time-chart.tsx';
import { ExportMenu } from './export-menu.tsx';

/** Kinds are told apart by these, and by the square before their words. */
const colours = [
  'var(--failed)',
  'var(--waiting)',
  'var(--working)',
  'var(--in-flight)',
  'var(--queued)',
];

interface Props {
  readonly view: HistoryView;
  readonly onZoom: (from: number, to: number) => void;
}

/** Failures by kind: how often over time, and when each was first and last seen; new ones first. */
export function FailureKinds({ view, onZoom }: Props) {
  const { failures, failureKinds, query, charts } = view;
  const fresh = failures.filter(({ isNew }) => isNew);
  const series = failureKinds.series.map(({ key, label }, i): Series => ({
    key,
    label: patternWords(label),
    color: colours[i] ?? 'var(--quiet)',
  }));
  return (
    <Panel
      title="Failures by kind"
      note={
        failures.length === 0
          ? 'none seen in this stretch'
          : `${plural(failures.length, 'kind')}, ${fresh.length === 0 ? 'none new' : `${fresh.length} new`}`
      }
      className="history-failures"
      aside={
        failures.length > 0 && <ExportMenu query={query} name="failures" title="Failures by kind" />
      }
    >
      {failures.length > 0 && (
        <>
          <div className="history-failures-chart">
            <TimeChart
              title="Failures by kind"
              chart={failureKinds}
              series={series}
              fromAt={query.from}
              toAt={query.to}
              mark="bar"
              barWidth={5}
              formatValue={count}
              marks={charts.marks}
              markLabels={false}
              without="How often each kind happened is kept for 30 days."
              onZoom={onZoom}
            />
          </div>
          <Kinds kinds={[...fresh, ...failures.filter(({ isNew }) => !isNew)]} series={series} />
        </>
      )}
    </Panel>
  );
}

interface KindsProps {
  readonly kinds: readonly FailureHistory[];
  readonly series: readonly Series[];
}

function Kinds({ kinds, series }: KindsProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th>Kind</th>
          <th className="number">Times</th>
          <th>First seen</th>
          <th>Last seen</th>
          <th>
            <span className="visually-hidden">Example</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ queue, pattern, firstAt, lastAt, exampleId, isNew, count: times }) => (
          <tr key={`${queue} ${pattern}`}>
            <th scope="row">
              <Swatch series={series} words={patternWords(pattern)} />{' '}
              {isNew && <Pill kind="attention">new</Pill>}{' '}
              <span title={pattern}>{patternWords(pattern)}</span>
            </th>
            <td className="number">{times === 0 ? '–' : count(times)}</td>
            <td title={fullTime(firstAt)}>
              <Ago at={firstAt} />
            </td>
            <td title={fullTime(lastAt)}>
              <Ago at={lastAt} />
            </td>
            <td>
              <ExampleLink queue={queue} id={exampleId} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The colour that a kind is drawn in; those that are drawn together have the last one's. */
function Swatch({ series, words }: { readonly series: readonly Series[]; readonly words: string }) {
  const color = series.find(({ label }) => label === words)?.color ?? 'var(--quiet)';
  return <i className="swatch history-swatch" style={{ background: color }} />;
}
