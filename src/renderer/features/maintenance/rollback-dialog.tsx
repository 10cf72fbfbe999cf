import { useEffect, useState } from 'react';
import type { RollbackStep } from '../../../shared/maintenance-job.ts';
import { plural } from '../../../shared/words.ts';
import { Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { Ask } from '../../lib/ask.tsx';
import { Empty } from '../../lib/empty.tsx';
import { attempt, wordsOf } from '../../lib/store.ts';

interface Props {
  /** One line of the journal; null: everything that can be taken back. */
  readonly id: string | null;
  readonly onClose: () => void;
}

/** Shows what taking back would run, newest first, and runs it on a yes. */
export function RollbackDialog({ id, onClose }: Props) {
  const [steps, setSteps] = useState<readonly RollbackStep[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void call('planRollback', id === null ? {} : { only: [id] })
      .then((value) => isCurrent && setSteps(value))
      .catch((error: unknown) => isCurrent && setFailure(wordsOf(error)));
    return () => {
      isCurrent = false;
    };
  }, [id]);
  const run = (): void => {
    onClose();
    attempt(call('rollBack', { only: (steps ?? []).map(({ line }) => line.id) }));
  };
  return (
    <Ask
      title={id === null ? 'Take back what Lookout did?' : 'Take this back?'}
      note="Only what still has exactly the recorded definition is dropped; what a replacement removed comes back."
      onClose={onClose}
      yes={
        steps !== null &&
        steps.length > 0 && (
          <button type="button" className="button button-primary" onClick={run}>
            Take back {plural(steps.length, 'change')}
          </button>
        )
      }
    >
      {failure !== null && (
        <Empty glyph="unavailable" title="The journal cannot be read.">
          <p className="muted">{failure}</p>
        </Empty>
      )}
      {steps?.length === 0 && <Empty title="There is nothing to take back." />}
      {steps?.map(({ line, statements }) => (
        <section key={line.id} aria-label={line.name}>
          <p>
            <b className="breakable">{line.name}</b>{' '}
            <span className="faint">
              {line.database}.db, done <Time at={line.at} />
            </span>
          </p>
          <pre className="sql">{statements.map((sql) => `${sql};`).join('\n')}</pre>
        </section>
      ))}
    </Ask>
  );
}
