import type { SlowStatement } from '../../../shared/model.ts';
import { plural } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { Empty } from '../../lib/empty.tsx';
import { cost } from '../../lib/format.ts';
import { Pill } from '../../lib/pill.tsx';
import { Breakable } from '../../lib/breakable.tsx';
import { useStore } from '../../lib/store.ts';
import { Helpful } from './helpful.tsx';
import { planWords } from './measure-words.ts';

const none: readonly SlowStatement[] = [];

/** What Lookout itself reads slowly: each with its plan, and the index that would mend it. */
export function SlowStatements() {
  const slow = useStore((store) => store.snapshot?.slowStatements) ?? none;
  if (slow.length === 0) {
    return (
      <Empty title="Everything Lookout reads is quick.">
        <p className="muted">
          A query that takes longer than 50 ms is listed here, with its plan and the index that
          would help.
        </p>
      </Empty>
    );
  }
  return (
    <>
      <p className="muted">
        Since definitions moved last. Lookout runs these less often; your workers’ own queries of
        the same tables are likely slow, too.
      </p>
      <ul className="slow-list scroll">
        {slow.map((one) => (
          <Slow key={`${one.database} ${one.sql}`} slow={one} />
        ))}
      </ul>
    </>
  );
}

function Slow({ slow }: { readonly slow: SlowStatement }) {
  const { database, sql, times, lastAt, lastMs, maxMs, budgetMs, plan, wouldHelp } = slow;
  return (
    <li className="slow-item">
      <header className="slow-head">
        <Pill kind={lastMs < budgetMs ? 'quiet' : 'attention'}>
          {lastMs < budgetMs ? `now ${cost(lastMs)}` : cost(lastMs)}
        </Pill>
        <span title={plan.join('\n')}>
          <Breakable text={planWords(plan)} />
        </span>
        <span className="faint slow-facts">
          {database}.db · {times === 1 ? 'once' : `${times} times`} over {cost(budgetMs)} · longest{' '}
          {cost(maxMs)} · <Ago at={lastAt} />
        </span>
      </header>
      <pre className="sql">{sql}</pre>
      {wouldHelp.length === 0 ? (
        <p className="muted">No index would help: it looks at all that there is.</p>
      ) : (
        <Helpful
          title={`${plural(wouldHelp.length, 'index', 'indexes')} would help`}
          indexes={wouldHelp}
          tab="slow"
        />
      )}
    </li>
  );
}
