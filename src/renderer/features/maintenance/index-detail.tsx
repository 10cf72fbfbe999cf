import type { IndexReport } from '../../../shared/model.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { Pill } from '../../lib/pill.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { goTo } from '../../lib/store.ts';
import { indexStates } from './index-words.ts';
import { Sql } from './sql.tsx';
import { Time } from '../../lib/age.tsx';

/** One index: why it is in its state, what is there, what is recommended, how its query runs. */
export function IndexDetail({ index }: { readonly index: IndexReport }) {
  const { name, state, reason, database, table, definition, recommended, plan } = index;
  const { purpose, lostSince, isUnused } = index;
  const { word, kind, meaning } = indexStates[state];
  return (
    <aside className="panel index-detail scroll" aria-label="Selected index">
      <header className="detail-head">
        <h2 className="breakable">
          <Breakable text={name} />
        </h2>
        <p className="faint">
          {database}.db · {table}
        </p>
      </header>
      <section aria-label="State">
        <p>
          <Pill kind={kind}>{word}</Pill>
        </p>
        <p className="index-reason">{purpose}</p>
        <p className="breakable index-reason muted">{reason === '' ? meaning : reason}</p>
        {lostSince !== null && (
          <p className="index-reason">
            Lookout made it (<Time at={lostSince} />
            ), and somebody took it away since.
          </p>
        )}
        {isUnused && (
          <p className="index-reason">
            SQLite plans none of its queries with it. Statistics that are off do that: analyze.
          </p>
        )}
        <Step index={index} />
      </section>
      <Sql
        title={
          definition === null || definition === recommended
            ? 'In the database'
            : 'In the database now'
        }
        sql={definition}
      >
        {state === 'not-applicable' ? 'Its table or a column is not there.' : 'No such index.'}
      </Sql>
      {definition !== recommended && <Sql title="Expected" sql={recommended} />}
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

/** The one next step: nothing runs before its own dialog was answered. */
function Step({ index: { name, state } }: { readonly index: IndexReport }) {
  const isBusy = useMaintenance((store) => store.state?.running !== null);
  const ask = state === 'missing' ? 'create' : isReplaceable(state) ? 'replace' : null;
  if (ask === null) return null;
  return (
    <p className="index-step">
      <button
        type="button"
        className="button"
        disabled={isBusy}
        onClick={() => goTo({ view: 'maintenance', index: name, ask })}
      >
        {ask === 'create' ? 'Preview and create…' : 'Preview and replace…'}
      </button>
    </p>
  );
}

const isReplaceable = (state: IndexReport['state']): boolean =>
  state === 'drifted' || state === 'improvable';
