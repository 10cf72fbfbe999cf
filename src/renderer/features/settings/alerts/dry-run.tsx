import { useState } from 'react';
import type { AlertRule, DryRun } from '../../../../shared/alerts.ts';
import { duration, plural } from '../../../../shared/words.ts';
import { Time } from '../../../lib/age.tsx';
import { call } from '../../../lib/api.ts';
import { wordsOf } from '../../../lib/store.ts';

interface Props {
  /** null while it is not valid. */
  readonly rule: AlertRule | null;
  readonly sentence: string;
}

/** Times that are listed; the rest is counted. */
const LISTED = 5;

type Outcome =
  | { readonly kind: 'none' | 'running' }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'done'; readonly run: DryRun; readonly at: number };

/** Tries the rule, as it is typed, on the history that is kept. */
export function DryRunButton({ rule, sentence }: Props) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const run = async (wanted: AlertRule): Promise<void> => {
    setOutcome({ kind: 'running' });
    try {
      setOutcome({ kind: 'done', run: await call('tryAlertRule', wanted), at: Date.now() });
    } catch (error) {
      setOutcome({ kind: 'failed', words: wordsOf(error) });
    }
  };
  return (
    <div className="dry-run">
      <button
        type="button"
        className="link"
        aria-label={`Try on the last 7 days: ${sentence}`}
        disabled={rule === null || outcome.kind === 'running'}
        onClick={() => rule !== null && void run(rule)}
      >
        Try on the last 7 days
      </button>
      <output className="dry-run-outcome">
        {outcome.kind === 'running' && 'Reading history…'}
        {outcome.kind === 'failed' && outcome.words}
        {outcome.kind === 'done' && <Result run={outcome.run} at={outcome.at} />}
      </output>
    </div>
  );
}

interface ResultProps {
  readonly run: DryRun;
  /** When it was asked. */
  readonly at: number;
}

function Result({ run: { from, note, count, fired }, at }: ResultProps) {
  const newest = fired.toReversed().slice(0, LISTED);
  const span = duration(Math.max(0, at - from));
  return (
    <>
      <span>
        {count === 0
          ? `Would not have fired in the last ${span}.`
          : `Would have fired ${plural(count, 'time')} in the last ${span}:`}
      </span>
      {newest.length > 0 && (
        <ul className="dry-run-list">
          {newest.map((one) => (
            <li key={`${one.from} ${one.text}`}>
              <Time at={one.from} />
              <span className="muted">
                {one.to === null ? 'until now' : `for ${duration(one.to - one.from)}`}
              </span>
              <span className="breakable">{one.text}</span>
            </li>
          ))}
        </ul>
      )}
      {count > newest.length && (
        <span className="muted">and {count - newest.length} before that</span>
      )}
      {note !== null && <span className="muted">{note}</span>}
    </>
  );
}
