import { useState } from 'react';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { Queue, QueueGroup } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { Panel } from '../../lib/panel.tsx';
import { Legend } from '../../lib/chart-reading.tsx';

const by = {
  priority: 'byPriority',
  type: 'byType',
  target: 'byTarget',
  provider: 'byProvider',
} as const;
type By = keyof typeof by;
const kinds: readonly By[] = ['priority', 'type', 'target', 'provider'];

/** Groups shown at most; the rest is counted. */
const most = 12;

const legend = [
  { key: 'waiting', label: 'waiting', color: 'var(--queued)' },
  { key: 'inFlight', label: 'in flight', color: 'var(--in-flight)' },
];

/** Waiting and in-flight tasks by one property, as bars on one scale. */
export function Groups({ queue }: { readonly queue: Queue }) {
  const known = kinds.filter((kind) => queue[by[kind]].length > 0);
  const [chosen, setChosen] = useState<By>('priority');
  const kind = known.includes(chosen) ? chosen : known[0];
  if (kind === undefined) return null;
  const groups = queue[by[kind]];
  return (
    <Panel
      title="Groups"
      aside={
        <ToggleGroup
          className="segments groups-by"
          aria-label="Group by"
          value={[kind]}
          onValueChange={([value]) => {
            const next = kinds.find((one) => one === value);
            if (next !== undefined) setChosen(next);
          }}
        >
          {known.map((one) => (
            <Toggle key={one} value={one} className="segment">
              {one}
            </Toggle>
          ))}
        </ToggleGroup>
      }
    >
      <Legend series={legend} />
      <Bars kind={kind} groups={groups.slice(0, most)} />
      {groups.length > most && <p className="faint">and {count(groups.length - most)} more</p>}
    </Panel>
  );
}

interface BarsProps {
  readonly kind: By;
  readonly groups: readonly QueueGroup[];
}

function Bars({ kind, groups }: BarsProps) {
  const top = Math.max(1, ...groups.map(({ waiting, inFlight }) => waiting + inFlight));
  return (
    <table className="bars">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{kind}</th>
          <th scope="col">share</th>
          <th scope="col">waiting</th>
          <th scope="col">in flight</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ key, waiting, inFlight }) => (
          <tr key={key}>
            <th scope="row" className="clip" title={key}>
              {key === '' ? 'none' : key}
            </th>
            <td aria-hidden="true">
              <span className="bar">
                <i className="bar-waiting" style={{ width: `${(waiting / top) * 100}%` }} />
                <i className="bar-in-flight" style={{ width: `${(inFlight / top) * 100}%` }} />
              </span>
            </td>
            <td className="number">{count(waiting)}</td>
            <td className="number muted">{count(inFlight)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
