import type { FigureChange, QueryChange } from '../../../shared/maintenance.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { cost } from '../../lib/format.ts';
import { Pill } from '../../lib/pill.tsx';
import { gainWords, planWords, rowsWords } from './measure-words.ts';

/** Each query before and after: time, plan, and whether it still gives the same rows. */
export function Changes({ changes }: { readonly changes: readonly QueryChange[] }) {
  if (changes.length === 0) return <p className="faint">Nothing was measured.</p>;
  return (
    <table className="table changes" aria-label="Queries before and after">
      <thead>
        <tr>
          <th scope="col">Query</th>
          <th scope="col" className="number">
            Before
          </th>
          <th scope="col" className="number">
            After
          </th>
          <th scope="col">Gain</th>
          <th scope="col">Plan after</th>
          <th scope="col">Rows</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <Change key={`${change.before.database} ${change.before.id}`} change={change} />
        ))}
      </tbody>
    </table>
  );
}

function Change({ change }: { readonly change: QueryChange }) {
  const { before, after, gain, good, sameRows } = change;
  return (
    <tr>
      <th scope="row" title={before.sql}>
        {before.title}
      </th>
      <td className="number" title={before.plan.join('\n')}>
        {cost(before.medianMs)}
      </td>
      <td className="number">{cost(after.medianMs)}</td>
      <td className="no-break">{gainWords(gain)}</td>
      <td title={after.plan.join('\n')}>
        <Breakable text={planWords(after.plan)} />{' '}
        {!good && <Pill kind="attention">not good yet</Pill>}
      </td>
      <td>
        {sameRows === false ? <Pill kind="bad">{rowsWords(change)}</Pill> : rowsWords(change)}
      </td>
    </tr>
  );
}

/** The reference document's table, with these databases' own figures. */
export function Figures({ figures }: { readonly figures: readonly FigureChange[] }) {
  if (figures.length === 0) return null;
  return (
    <table className="table" aria-label="Before and after">
      <thead>
        <tr>
          <th scope="col">Operation</th>
          <th scope="col" className="number">
            Before
          </th>
          <th scope="col" className="number">
            After
          </th>
          <th scope="col">Gain</th>
          <th scope="col">Budget</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ operation, beforeMs, afterMs, budgetMs }) => (
          <tr key={operation}>
            <th scope="row">{operation}</th>
            <td className="number">{cost(beforeMs)}</td>
            <td className="number">{cost(afterMs)}</td>
            <td>{gainWords(afterMs > 0 ? beforeMs / afterMs : null)}</td>
            <td>{budgetMs !== null && <Budget budgetMs={budgetMs} ms={afterMs} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Budget({ budgetMs, ms }: { readonly budgetMs: number; readonly ms: number }) {
  return ms < budgetMs ? (
    <>
      ✓ under {cost(budgetMs)}{' '}
      <span className="faint">({Math.round((ms / budgetMs) * 100)} %)</span>
    </>
  ) : (
    <Pill kind="attention">over {cost(budgetMs)}</Pill>
  );
}
