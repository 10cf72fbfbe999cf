import { useEffect, useState } from 'react';
import type { DatabaseName, MaintenanceAsk } from '../../../shared/model.ts';
import { call } from '../../lib/api.ts';
import { Ask } from '../../lib/ask.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { attempt, wordsOf } from '../../lib/store.ts';

export type DatabaseAsk = Extract<MaintenanceAsk, 'analyze' | 'optimize' | 'check' | 'backup'>;

interface Words {
  readonly title: string;
  readonly note: string;
  readonly yes: string;
  readonly run: (database: DatabaseName) => Promise<null>;
}

const words: Readonly<Record<DatabaseAsk, Words>> = {
  analyze: {
    title: 'Analyze a database?',
    note: 'Gathers SQLite’s statistics anew, in full. What they were is saved, the catalogue’s queries are measured before and after, and if one got slower the statistics can be put back. Writers wait meanwhile.',
    yes: 'Analyze',
    run: (database) => call('gatherStatistics', { database, action: 'analyze' }),
  },
  optimize: {
    title: 'Optimize a database?',
    note: 'Runs only what SQLite itself says is worth running. What the statistics were is saved, the catalogue’s queries are measured before and after, and if one got slower the statistics can be put back.',
    yes: 'Optimize',
    run: (database) => call('gatherStatistics', { database, action: 'optimize' }),
  },
  check: {
    title: 'Check a database?',
    note: 'SQLite’s integrity check reads the whole file and every index. It changes nothing; on a large file it takes a while.',
    yes: 'Check',
    run: (database) => call('checkDatabase', { database, check: 'integrity' }),
  },
  backup: {
    title: 'Back up a database?',
    note: 'Copies it to a new file as it is at one moment, whatever its writers do, and checks the copy before it gets its name.',
    yes: 'Choose a file…',
    run: (database) => call('backUpDatabase', database),
  },
};

interface Props {
  readonly ask: DatabaseAsk;
  readonly onClose: () => void;
}

/** Asks which database, says what happens to it, and has it done on a yes. */
export function DatabaseDialog({ ask, onClose }: Props) {
  const databases = useMaintenance(({ state }) => state?.databases) ?? none;
  const [picked, setPicked] = useState<DatabaseName | null>(null);
  const database = picked ?? databases[0]?.database ?? null;
  const { title, note, yes, run } = words[ask];
  const go = (): void => {
    onClose();
    if (database !== null) attempt(run(database));
  };
  return (
    <Ask
      title={title}
      note={note}
      onClose={onClose}
      yes={
        <button
          type="button"
          className="button button-primary"
          disabled={database === null}
          onClick={go}
        >
          {yes}
        </button>
      }
    >
      {databases.length === 0 && <p className="muted">No database is watched yet.</p>}
      <div role="radiogroup" aria-label="Database" className="database-choice">
        {databases.map((one) => (
          <div key={one.database}>
            <label className="check-line">
              <input
                type="radio"
                name="database"
                checked={one.database === database}
                onChange={() => setPicked(one.database)}
              />
              <b>{one.database}.db</b>
            </label>
            <p className="faint breakable database-file">{one.file}</p>
          </div>
        ))}
      </div>
      {ask === 'optimize' && database !== null && <DryRun key={database} database={database} />}
    </Ask>
  );
}

const none: readonly { readonly database: DatabaseName; readonly file: string }[] = [];

/** What SQLite would run. */
function DryRun({ database }: { readonly database: DatabaseName }) {
  const [statements, setStatements] = useState<readonly string[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void call('planOptimize', database)
      .then((value) => isCurrent && setStatements(value))
      .catch((error: unknown) => isCurrent && setFailure(wordsOf(error)));
    return () => {
      isCurrent = false;
    };
  }, [database]);
  if (failure !== null) return <p className="concern concern-stop">{failure}</p>;
  if (statements === null) return <p className="muted">Asking SQLite what it would run…</p>;
  if (statements.length === 0) return <p className="muted">SQLite sees nothing to do here.</p>;
  return (
    <section aria-label="What would be run">
      <h3>What would be run</h3>
      <pre className="sql">{statements.map((sql) => `${sql};`).join('\n')}</pre>
    </section>
  );
}
