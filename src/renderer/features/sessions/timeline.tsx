import { format, isSameDay } from 'date-fns';
import { useEffect, useState } from 'react';
import type { Session } from '../../../shared/model.ts';
import { timelineReach, type Stretch, type Timeline as Told } from '../../../shared/timeline.ts';
import { duration, plural } from '../../../shared/words.ts';
import { Time } from '../../lib/age.tsx';
import { call } from '../../lib/api.ts';
import { useClock } from '../../lib/clock.ts';
import { percent } from '../../lib/format.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { timelineTitles } from '../../lib/session-words.ts';
import { useStore, wordsOf } from '../../lib/store.ts';
import './timeline.css';

/** A timeline that stands still on screen is asked for anew this often, ms. */
const REFRESH_MS = 30_000;
/** Changes listed at most, newest first. */
const LISTED = 50;
/** Widths in the bar are thousandths of its length; what is shorter is still seen. */
const LENGTH = 1000;
const THINNEST = 1.5;

/** What a session did over the range of the header, as history has it. */
export function Timeline({ session }: { readonly session: Session }) {
  const asked = useStore((store) => store.settings?.rangeMin ?? 60);
  const minutes = Math.min(asked, timelineReach.mostMin);
  const { timeline, failure } = useTimeline(session, minutes);
  return (
    <section aria-label="Over time">
      <h3>
        Last {minutes === 60 ? 'hour' : duration(minutes * 60_000)}
        {timeline !== null && timeline.changes > 0 && (
          <span className="faint">{plural(timeline.changes, 'change')}</span>
        )}
      </h3>
      {failure !== null ? (
        <p className="muted">{failure}</p>
      ) : timeline === null ? (
        <div className="timeline-bar" aria-hidden="true" />
      ) : (
        <Drawn timeline={timeline} />
      )}
    </section>
  );
}

interface Answer {
  /** The session that was asked about, and as of when. */
  readonly key: string;
  readonly asOf: string;
  readonly timeline: Told | null;
  readonly failure: string | null;
}

/** Asked for anew when the session's state changes, and now and then. */
function useTimeline({ key, state, since }: Session, minutes: number) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const tick = useClock((now) => Math.floor(now / REFRESH_MS));
  const asOf = `${state} ${since} ${tick}`;
  useEffect(() => {
    let current = true;
    const told = (timeline: Told | null, failure: string | null): void => {
      if (current) setAnswer({ key, asOf, timeline, failure });
    };
    void call('getTimeline', { session: key, minutes })
      .then((timeline) => told(timeline, null))
      .catch((error: unknown) => told(null, wordsOf(error)));
    return () => {
      current = false;
    };
  }, [key, minutes, asOf]);
  return answer?.key === key ? answer : { timeline: null, failure: null };
}

function Drawn({ timeline }: { readonly timeline: Told }) {
  const { from, to, stretches, totals, isCut } = timeline;
  const seen = totals.reduce((sum, { ms }) => sum + ms, 0);
  if (seen === 0) {
    return <p className="muted">Nothing is on record of it in this time.</p>;
  }
  const shares = totals.map(
    ({ state, ms }) => `${timelineTitles[state]} ${percent(ms, seen)}, ${duration(ms)}`,
  );
  const at = (t: number): number => ((t - from) / (to - from)) * LENGTH;
  return (
    <>
      <svg
        className="timeline-bar"
        viewBox={`0 0 ${LENGTH} 10`}
        preserveAspectRatio="none"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn, not loaded
        role="img"
        aria-label={shares.join('; ')}
      >
        {stretches.map((stretch) => (
          <rect
            key={stretch.from}
            className={`stretch stretch-${stretch.state}`}
            x={at(stretch.from)}
            width={Math.max(THINNEST, at(stretch.to) - at(stretch.from))}
            height="10"
          >
            <title>{wordsFor(stretch)}</title>
          </rect>
        ))}
      </svg>
      <div className="timeline-scale faint">
        <span>{scaleTime(from, to)}</span>
        <span>{scaleTime(to, to)}</span>
      </div>
      <ul className="timeline-shares">
        {totals.map(({ state, ms }) => (
          <li key={state}>
            <Glyph name={state} size={10} />
            {timelineTitles[state]} <b>{percent(ms, seen)}</b>
            <span className="faint">{duration(ms)}</span>
          </li>
        ))}
      </ul>
      {isCut && (
        <p className="faint timeline-cut">Its state changed too often to draw more than the end.</p>
      )}
      <Changes stretches={stretches} />
    </>
  );
}

const scaleTime = (t: number, end: number): string =>
  format(t, isSameDay(t, end) ? 'HH:mm' : 'd MMM HH:mm');

const wordsFor = ({ state, from, to, evidence }: Stretch): string =>
  `${timelineTitles[state]} for ${duration(to - from)}${evidence === '' ? '' : `: ${evidence}`}`;

function Changes({ stretches }: { readonly stretches: readonly Stretch[] }) {
  if (stretches.length < 2) return null;
  const newest = stretches.toReversed().slice(0, LISTED);
  return (
    <details className="timeline-changes">
      <summary>What it did, newest first</summary>
      <ol>
        {newest.map((stretch) => (
          <li key={stretch.from}>
            <span className="faint number">
              <Time at={stretch.from} />
            </span>
            <span className="timeline-state">
              {stretch.state === 'gone' || stretch.state === 'unwatched' ? (
                <Glyph name="off" size={10} />
              ) : (
                <Glyph name={stretch.state} size={10} />
              )}
              {timelineTitles[stretch.state]}
            </span>
            <span className="faint number">{duration(stretch.to - stretch.from)}</span>
            {stretch.evidence !== '' && (
              <span className="muted breakable timeline-evidence">{stretch.evidence}</span>
            )}
          </li>
        ))}
      </ol>
      {stretches.length > LISTED && (
        <p className="faint">
          and {plural(stretches.length - LISTED, 'more', 'more')} before these
        </p>
      )}
    </details>
  );
}
