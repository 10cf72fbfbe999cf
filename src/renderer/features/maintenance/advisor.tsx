import { useId, useState } from 'react';
import { call } from '../../lib/api.ts';
import { Empty } from '../../lib/empty.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { Panel } from '../../lib/panel.tsx';
import { attempt } from '../../lib/store.ts';
import { Advised } from './advised.tsx';
import './advisor.css';

/** Which indexes would serve a workload: the catalogue's queries, or SQL that was pasted. */
export function Advisor() {
  return (
    <div className="advisor">
      <Panel title="Queries to serve" className="advisor-ask">
        <Question />
      </Panel>
      <Panel title="Indexes that would serve them" className="fill">
        <Answer />
      </Panel>
    </div>
  );
}

function Question() {
  const [isOwn, setOwn] = useState(false);
  const [sql, setSql] = useState('');
  const [onCopy, setOnCopy] = useState(true);
  const hint = useId();
  const isRunning = useMaintenance(({ state }) => state?.running !== null);
  const isWatching = useMaintenance(({ state }) => (state?.databases.length ?? 0) > 0);
  const run = (): void => attempt(call('adviseIndexes', { onCopy, ...(isOwn && { sql }) }));
  return (
    <form
      className="advisor-form"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <div role="radiogroup" aria-label="Which queries" className="advisor-choice">
        <Choice isChosen={!isOwn} onChoose={() => setOwn(false)}>
          The Architect system’s own, as the catalogue has them
        </Choice>
        <Choice isChosen={isOwn} onChoose={() => setOwn(true)}>
          SQL of your own
        </Choice>
      </div>
      {isOwn && (
        <textarea
          className="field advisor-sql"
          aria-label="SQL"
          aria-describedby={hint}
          spellCheck={false}
          value={sql}
          maxLength={1_048_576}
          placeholder="SELECT * FROM prompts WHERE target_session = ? ORDER BY created_at DESC;"
          onChange={(event) => setSql(event.target.value)}
        />
      )}
      <p className="faint" id={hint}>
        SELECT, UPDATE and DELETE, with semicolons between. They are planned on an empty copy in
        memory; none is run on your database.
      </p>
      <label className="check-line">
        <input
          type="checkbox"
          checked={onCopy}
          onChange={(event) => setOnCopy(event.target.checked)}
        />
        <span>
          Time the SELECTs on a copy of the database, and leave out what does not help there
        </span>
      </label>
      <button
        type="submit"
        className="button button-primary advisor-go"
        disabled={isRunning || !isWatching || (isOwn && sql.trim() === '')}
      >
        Find indexes
      </button>
    </form>
  );
}

interface ChoiceProps {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: string;
}

function Choice({ isChosen, onChoose, children }: ChoiceProps) {
  return (
    <label className="check-line">
      <input type="radio" name="advisor-queries" checked={isChosen} onChange={onChoose} />
      <span>{children}</span>
    </label>
  );
}

function Answer() {
  const isRunning = useMaintenance(({ state }) => state?.running?.job === 'advise');
  const advice = useMaintenance((store) => store.advice);
  if (isRunning) {
    return (
      <p className="muted" aria-busy="true">
        Trying indexes. Your database is only read.
      </p>
    );
  }
  if (advice !== null) return <Advised advice={advice} />;
  return (
    <Empty glyph="index" title="The fewest new indexes that serve all of them.">
      <p className="muted">
        With the time that each query takes before and after, and what every insert would pay for
        it.
      </p>
    </Empty>
  );
}
