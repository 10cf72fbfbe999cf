import type { Queue } from '../../../shared/model.ts';
import { plural, count } from '../../../shared/words.ts';
import { Age } from '../../lib/age.tsx';
import { Panel } from '../../lib/panel.tsx';
import { SessionLink } from '../../lib/links.tsx';
import { goTo } from '../../lib/store.ts';

/** Assignments listed at most; the rest is counted. */
const most = 12;

/** In flight for longer than their own timeout. */
export function Overdue({ queue }: { readonly queue: Queue }) {
  const { overdue, name } = queue;
  if (overdue.length === 0) return null;
  return (
    <Panel title="Overdue" note={plural(overdue.length, 'assignment')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col">Session</th>
            <th scope="col" className="number">
              Over by
            </th>
          </tr>
        </thead>
        <tbody>
          {overdue.slice(0, most).map(({ id, session, summary, dueAt }) => (
            <tr key={id}>
              <td>
                <button
                  type="button"
                  className="link"
                  title={summary}
                  onClick={() => goTo({ view: 'queue', queue: name, task: id })}
                >
                  {id}
                </button>
              </td>
              <td>
                {session === null ? (
                  <span className="faint">none</span>
                ) : (
                  <SessionLink name={session} />
                )}
              </td>
              <td className="number">
                <Age since={dueAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {overdue.length > most && <p className="faint">and {count(overdue.length - most)} more</p>}
    </Panel>
  );
}
