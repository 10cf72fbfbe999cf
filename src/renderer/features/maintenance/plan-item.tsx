import type { IndexPlan } from '../../../shared/maintenance.ts';
import { count, fileSize } from '../../../shared/words.ts';
import { call } from '../../lib/api.ts';
import { Breakable } from '../../lib/breakable.tsx';
import { cost } from '../../lib/format.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { attempt } from '../../lib/store.ts';
import { planWords, span } from './measure-words.ts';

interface Props {
  readonly plan: IndexPlan;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  /** The dialog makes way for a measurement on a copy. */
  readonly onLeave: () => void;
}

/** Everything to know about one index before the yes. */
export function PlanItem({ plan, isChosen, onChoose, onLeave }: Props) {
  const { name, database, table, statements, concerns, estimate, removes } = plan;
  const measure = (): void => {
    onLeave();
    attempt(call('measureOnCopy', name));
  };
  return (
    <section className="plan-item" aria-label={name}>
      <header className="plan-head">
        <label className="check-line">
          <input
            type="checkbox"
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
          <b className="breakable">
            <Breakable text={name} />
          </b>
        </label>
        <span className="faint">
          {database}.db · {table}
          {estimate && ` · ${count(estimate.rows)} rows`}
        </span>
        <button type="button" className="link" onClick={measure}>
          Measure on a copy
        </button>
      </header>
      <pre className="sql">{statements.map((sql) => `${sql};`).join('\n')}</pre>
      {removes !== null && <p className="muted">What it replaces is kept in the journal.</p>}
      <dl className="facts">
        {estimate && (
          <>
            <dt>Build</dt>
            <dd title={estimate.basis}>
              {span(estimate)}, {fileSize(estimate.bytes)}
            </dd>
          </>
        )}
        <dt>Who waits</dt>
        <dd>{plan.waits}</dd>
        {plan.wantedBytes !== null && (
          <>
            <dt>Disk</dt>
            <dd>
              {plan.freeBytes === null ? 'not known' : fileSize(plan.freeBytes)} free,{' '}
              {fileSize(plan.wantedBytes)} wanted
            </dd>
          </>
        )}
      </dl>
      <Queries plan={plan} />
      {concerns.map(({ level, text }) => (
        <p key={text} className={`concern concern-${level}`}>
          <Glyph
            name={level === 'note' ? 'info' : level === 'stop' ? 'broken' : 'attention'}
            size={12}
          />
          {text}
        </p>
      ))}
    </section>
  );
}

function Queries({ plan: { now, predicted } }: { readonly plan: IndexPlan }) {
  if (now.length === 0) return null;
  return (
    <table className="table" aria-label="Its queries">
      <thead>
        <tr>
          <th scope="col">Query</th>
          <th scope="col" className="number">
            Now
          </th>
          <th scope="col">Plan now</th>
          <th scope="col">Predicted with it</th>
        </tr>
      </thead>
      <tbody>
        {now.map(({ id, title, sql, medianMs, plan, problem }) => {
          const then = predicted.find(({ queryId }) => queryId === id);
          return (
            <tr key={id}>
              <th scope="row" title={sql}>
                {title}
              </th>
              <td className="number">{cost(medianMs)}</td>
              <td title={plan.join('\n')}>
                <Breakable text={problem ?? planWords(plan)} />
              </td>
              <td title={then?.plan.join('\n')}>
                <Breakable text={then ? planWords(then.plan) : 'not known'} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
