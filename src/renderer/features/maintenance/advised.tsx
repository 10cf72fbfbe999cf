import type { Advice, AdvisedIndex, AdvisedQuery } from '../../../shared/maintenance.ts';
import { plural } from '../../../shared/words.ts';
import { cost } from '../../lib/format.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { useStore } from '../../lib/store.ts';
import { adviceWords, costWords } from './advice-words.ts';
import { HelpfulLine } from './helpful.tsx';
import { gainWords, planWords } from './measure-words.ts';

/** What the advisor found: the indexes with their price, and each query without and with them. */
export function Advised({ advice }: { readonly advice: Advice }) {
  const { indexes, queries, problems, measured } = advice;
  return (
    <section className="advised scroll" aria-label="Advice">
      <p className="advised-head" aria-live="polite">
        {adviceWords(advice)}
      </p>
      {problems.map(({ database, message }) => (
        <p key={database} className="concern concern-stop">
          {database}.db cannot be looked at: {message}
        </p>
      ))}
      {indexes.map((index) => (
        <Index key={`${index.database} ${index.name}`} index={index} />
      ))}
      <table className="table advised-queries" aria-label="Queries without and with them">
        <thead>
          <tr>
            <th scope="col">Query</th>
            {measured && (
              <>
                <th scope="col" className="number">
                  Now
                </th>
                <th scope="col" className="number">
                  Then
                </th>
                <th scope="col">Gain</th>
              </>
            )}
            <th scope="col">Plan</th>
          </tr>
        </thead>
        <tbody>
          {queries.map((query) => (
            <Query key={query.id} query={query} isMeasured={measured} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Index({ index }: { readonly index: AdvisedIndex }) {
  const { name, sql, database, serves } = index;
  const isOfCatalogue = useStore(
    (store) =>
      store.snapshot?.indexes.some((one) => one.name === name && one.state === 'missing') ?? false,
  );
  return (
    <HelpfulLine index={{ name, sql, isOfCatalogue }} tab="advisor">
      <p className="muted">
        {database}.db · serves {plural(serves.length, 'query', 'queries')} · {costWords(index)}
      </p>
    </HelpfulLine>
  );
}

interface QueryProps {
  readonly query: AdvisedQuery;
  readonly isMeasured: boolean;
}

function Query({ query, isMeasured }: QueryProps) {
  const { sql, before, after, beforeMs, afterMs, gain, problem } = query;
  return (
    <tr>
      <th scope="row" title={sql}>
        <code className="advised-sql">{sql}</code>
      </th>
      {problem === null ? (
        <>
          {isMeasured && (
            <>
              <td className="number">{cost(beforeMs)}</td>
              <td className="number">{cost(afterMs)}</td>
              <td className="no-break">
                {beforeMs === null ? <span className="faint">not run</span> : gainWords(gain)}
              </td>
            </>
          )}
          <td>
            <p className="muted" title={before.join('\n')}>
              <Breakable text={planWords(before)} />
            </p>
            {before.join() !== after.join() && (
              <p title={after.join('\n')}>
                → <Breakable text={planWords(after)} />
              </p>
            )}
          </td>
        </>
      ) : (
        <td colSpan={isMeasured ? 4 : 1} className="muted breakable">
          {problem}
        </td>
      )}
    </tr>
  );
}
