import type { RedundantIndex } from '../../../shared/model.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { Empty } from '../../lib/empty.tsx';
import { useStore } from '../../lib/store.ts';

const none: readonly RedundantIndex[] = [];

/** The owner's indexes that another one makes superfluous: reported, never touched. */
export function Redundant() {
  const redundant = useStore((store) => store.snapshot?.redundant) ?? none;
  if (redundant.length === 0) return <Empty title="No index is superfluous." />;
  return (
    <>
      <p className="muted">
        Each costs time at every insert and answers nothing that the other one does not. They are
        their owner’s: Lookout reports them and leaves them alone.
      </p>
      <div className="scroll">
        <table className="table" aria-label="Superfluous indexes">
          <thead>
            <tr>
              <th scope="col">Index</th>
              <th scope="col">Definition</th>
              <th scope="col">Covered by</th>
            </tr>
          </thead>
          <tbody>
            {redundant.map(({ database, table, name, definition, coveredBy }) => (
              <tr key={`${database} ${name}`}>
                <th scope="row">
                  <Breakable text={name} />
                  <br />
                  <span className="faint">
                    {database}.db · {table}
                  </span>
                </th>
                <td>
                  <code>
                    <Breakable text={definition} />
                  </code>
                </td>
                <td>
                  <Breakable text={coveredBy} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
