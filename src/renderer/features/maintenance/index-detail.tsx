import type { ReactNode } from 'react';
import type { IndexReport } from '../../../shared/model.ts';
import { call } from '../../lib/api.ts';
import { Pill } from '../../lib/pill.tsx';
import { attempt } from '../../lib/store.ts';
import { indexStates } from './index-words.ts';

/** One index: why it is in its state, what is there, what is recommended, how its query runs. */
export function IndexDetail({ index }: { readonly index: IndexReport }) {
  const { name, state, reason, database, table, definition, recommended, plan } = index;
  const { word, kind, meaning } = indexStates[state];
  return (
    <aside className="panel index-detail scroll" aria-label="Selected index">
      <header className="detail-head">
        <h2 className="breakable">{name}</h2>
        <p className="faint">
          {database}.db · {table}
        </p>
      </header>
      <section aria-label="State">
        <p>
          <Pill kind={kind}>{word}</Pill>
        </p>
        <p className="breakable index-reason">{reason === '' ? meaning : reason}</p>
      </section>
      <Sql title="In the database" sql={definition}>
        {state === 'not-applicable' ? 'Its table or a column is not there.' : 'No such index.'}
      </Sql>
      {definition !== recommended && <Sql title="Recommended" sql={recommended} />}
      <section aria-label="Plan of its query now">
        <h3>How its query runs now</h3>
        {plan === null ? (
          <p className="faint">It cannot be explained here.</p>
        ) : (
          <ul className="plan">
            {plan.split(/\s*[;\n]\s*/).map((step) => (
              <li key={step}>
                <code>{step}</code>
                {isSlow(step) && <Pill kind="attention">{slowWord(step)}</Pill>}
              </li>
            ))}
          </ul>
        )}
      </section>
    </aside>
  );
}

const isSlow = (step: string): boolean => /^SCAN |TEMP B-TREE/.test(step);
const slowWord = (step: string): string =>
  step.startsWith('SCAN') ? 'reads every row' : 'sorts each time';

interface SqlProps {
  readonly title: string;
  /** null: there is none, and the children say why. */
  readonly sql: string | null;
  readonly children?: ReactNode;
}

function Sql({ title, sql, children }: SqlProps) {
  return (
    <section aria-label={title}>
      <header className="text-head">
        <h3>{title}</h3>
        {sql !== null && (
          <button
            type="button"
            className="link"
            aria-label={`Copy: ${title}`}
            onClick={() => attempt(call('copyText', sql), 'SQL copied.')}
          >
            Copy
          </button>
        )}
      </header>
      {sql === null ? <p className="faint">{children}</p> : <pre className="sql">{sql}</pre>}
    </section>
  );
}
