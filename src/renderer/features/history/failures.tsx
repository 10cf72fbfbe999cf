import type { HistoryView } from '../../../shared/history.ts';
import { plural } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { fullTime } from '../../lib/format.ts';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import { ExampleLink } from '../../lib/links.tsx';

/** Kinds of failures seen in the stretch, with when each was first and last seen; new ones first. */
export function FailureKinds({ view: { failures } }: { readonly view: HistoryView }) {
  const fresh = failures.filter(({ isNew }) => isNew);
  const sorted = [...fresh, ...failures.filter(({ isNew }) => !isNew)];
  return (
    <Panel
      title="Failures by kind"
      note={
        failures.length === 0
          ? 'none seen in this stretch'
          : `${plural(failures.length, 'kind')}, ${fresh.length === 0 ? 'none new' : `${fresh.length} new`}`
      }
      className="history-failures"
    >
      {sorted.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>Kind</th>
              <th>First seen</th>
              <th>Last seen</th>
              <th>
                <span className="visually-hidden">Example</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ queue, pattern, firstAt, lastAt, exampleId, isNew }) => (
              <tr key={`${queue} ${pattern}`}>
                <th scope="row">
                  {isNew && <Pill kind="attention">new</Pill>} {pattern}
                </th>
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
      )}
    </Panel>
  );
}
