import { alertSentence } from '../../../shared/alerts.ts';
import type { Alert } from '../../../shared/model.ts';
import { duration } from '../../../shared/words.ts';
import { Age, Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { useClock } from '../../lib/clock.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { attempt, goTo, useStore } from '../../lib/store.ts';
import { openLabel, severityGlyphs, severityTitles, stateOf } from './alert-words.ts';

interface Props {
  readonly alert: Alert;
  /** The log that it is in, newest first. */
  readonly log: readonly Alert[];
  readonly onClose: (() => void) | undefined;
}

/** One alert: what, since when, by which rule, and what can be done about it. */
export function AlertDetail({ alert, log, onClose }: Props) {
  const { severity, text, target } = alert;
  return (
    <>
      <header className="alert-head">
        <span className="alert-kind">
          <Glyph name={severityGlyphs[severity]} />
          {severityTitles[severity]}
          {onClose && (
            <button type="button" className="link alert-close" onClick={onClose}>
              Close
            </button>
          )}
        </span>
        <h2 className="alert-text">{text}</h2>
      </header>
      <button type="button" className="button button-primary" onClick={() => goTo(target)}>
        {openLabel(target)}
      </button>
      <Facts alert={alert} />
      <Answer alert={alert} />
      <AroundThen alert={alert} log={log} />
    </>
  );
}

function Facts({ alert }: { readonly alert: Alert }) {
  const { rule: id, firedAt, endedAt, acknowledgedAt, snoozedUntil } = alert;
  const rule = useStore((store) => store.settings?.alerts.rules.find((one) => one.id === id));
  const isSnoozed = useClock((now) => stateOf(alert, now) === 'snoozed');
  return (
    <dl className="facts">
      <dt>Fired</dt>
      <dd>
        <Time at={firedAt} />
      </dd>
      <dt>{endedAt === null ? 'On for' : 'Over'}</dt>
      <dd>
        {endedAt === null ? (
          <Age since={firedAt} />
        ) : (
          <>
            <Time at={endedAt} />, after {duration(endedAt - firedAt)}
          </>
        )}
      </dd>
      {acknowledgedAt !== null && (
        <>
          <dt>Acknowledged</dt>
          <dd>
            <Time at={acknowledgedAt} />
          </dd>
        </>
      )}
      {isSnoozed && snoozedUntil !== null && (
        <>
          <dt>Snoozed until</dt>
          <dd>
            <Time at={snoozedUntil} />
          </dd>
        </>
      )}
      <dt>Rule</dt>
      <dd>
        {rule === undefined ? 'It is not among your rules any more.' : alertSentence(rule)}{' '}
        <button type="button" className="link" onClick={() => goTo({ view: 'settings' })}>
          Change…
        </button>
      </dd>
    </dl>
  );
}

const snoozes: readonly (readonly [minutes: number, words: string])[] = [
  [15, '15 min'],
  [60, '1 h'],
  [480, '8 h'],
];

/** What a person can say to it. */
function Answer({ alert }: { readonly alert: Alert }) {
  const { id, acknowledgedAt, endedAt, kind } = alert;
  if (acknowledgedAt !== null) return null;
  return (
    <div className="alert-answer">
      <button
        type="button"
        className="button"
        onClick={() => attempt(call('acknowledgeAlerts', [id]))}
      >
        Acknowledge <kbd>A</kbd>
      </button>
      {endedAt === null && (
        <fieldset className="alert-snooze" aria-label="Snooze">
          <span className="muted">Snooze</span>
          {snoozes.map(([minutes, words]) => (
            <button
              key={minutes}
              type="button"
              className="button"
              aria-label={`Snooze for ${words}`}
              onClick={() => attempt(call('snoozeAlert', { id, minutes }))}
            >
              {words}
            </button>
          ))}
        </fieldset>
      )}
      <p className="faint">
        {kind === 'index-lost' && endedAt === null
          ? 'Acknowledge it if the index is meant to be gone: it is not missed any more.'
          : 'Acknowledged means: you know. It stays listed, and is not told again.'}
      </p>
    </div>
  );
}

/** Alerts this close in time may be cause or consequence, ms. */
const AROUND_MS = 45 * 60_000;
const MOST_AROUND = 8;

/** What else fired shortly before and after: an alert seldom comes alone. */
function AroundThen({ alert, log }: Pick<Props, 'alert' | 'log'>) {
  const others = log
    .filter(({ id, firedAt }) => id !== alert.id && Math.abs(firedAt - alert.firedAt) <= AROUND_MS)
    .toSorted((a, b) => a.firedAt - b.firedAt)
    .slice(0, MOST_AROUND);
  if (others.length === 0) return null;
  return (
    <section aria-label="Around then">
      <h3>Around then</h3>
      <ul className="around-then">
        {others.map(({ id, firedAt, text }) => (
          <li key={id}>
            <Time at={firedAt} />
            <button
              type="button"
              className="link around-link"
              onClick={() => goTo({ view: 'alerts', alert: id })}
            >
              {text}
            </button>
            <span className="faint">
              {duration(Math.abs(firedAt - alert.firedAt))}{' '}
              {firedAt <= alert.firedAt ? 'before' : 'after'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
