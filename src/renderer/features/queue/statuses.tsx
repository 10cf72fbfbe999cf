import type { Queue, Stats } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { Panel } from '../../lib/panel.tsx';
import { useStore } from '../../lib/store.ts';

/** Every status with its count; totals of the past are counted less often, and say when. */
export function Statuses({ queue }: { readonly queue: Queue }) {
  if (queue.byStatus.length === 0) return null;
  return (
    <Panel title="By status">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col" className="number">
              Tasks
            </th>
            <th scope="col" className="number">
              Counted
            </th>
          </tr>
        </thead>
        <tbody>
          {queue.byStatus.map(({ status, count: tasks, asOf }) => (
            <tr key={status}>
              <th scope="row">{status}</th>
              <td className="number">{count(tasks)}</td>
              <td className="number muted">
                <Ago at={asOf} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const figures: readonly (readonly [keyof Stats, string])[] = [
  ['pending_prompts', 'Pending prompts'],
  ['active_assignments', 'Active assignments'],
  ['completed_prompts', 'Completed prompts'],
  ['failed_prompts', 'Failed prompts'],
  ['total_sessions', 'Sessions in the database'],
  ['available_sessions', 'Available sessions'],
  ['busy_sessions', 'Busy sessions'],
];

/** The Architect system's own seven figures, by its own definitions. */
export function Figures() {
  const stats = useStore((store) => store.snapshot?.stats);
  if (stats === undefined) return null;
  return (
    <Panel title="The dashboard's own figures" from={['assigner']}>
      <table className="table">
        <tbody>
          {figures.map(([key, title]) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              <td className="number">{count(stats[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
