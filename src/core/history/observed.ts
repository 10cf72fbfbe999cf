import type { Session, Snapshot, SourceStatus } from '../../shared/model.ts';
import { sourceOfSession } from '../../shared/remote-sources.ts';
import type { Observed } from './session-log.ts';

/** A scan that failed once says nothing; after this long nobody knows what the sessions do. */
const UNSEEN_AFTER_MS = 10_000;

const UNWATCHED: Observed = { state: 'unwatched', evidence: '' };

/**
 * Under which name each session's log is kept, by key: the tmux session's own, so that it goes on
 * over restarts. Where one has several agents, those after the first add their pane's id.
 */
export function logNames(sessions: readonly Session[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    sessions.map(({ key, name, host, paneId }) => {
      // Neither a host nor a tmux session can have a colon in its name.
      const full = host === null ? name : `${host}:${name}`;
      const own = taken.has(full) ? `${full} ${paneId}` : full;
      taken.add(full);
      return [key, own];
    }),
  );
}

type Moment = Pick<Snapshot, 'sessions' | 'sources'> & { readonly now: number };

/** What each session is seen to do, by its name in the log; null where tmux was never read. */
export function observedSessions({ sessions, sources, now }: Moment): Map<string, Observed> | null {
  const { tmux } = sources;
  const noServer = tmux.problem?.kind === 'tmux-no-server';
  if (tmux.state === 'unavailable' && !noServer) return null;
  const names = logNames(sessions);
  const isUnseen = ({ state, since }: SourceStatus): boolean =>
    state !== 'live' && now - since > UNSEEN_AFTER_MS;
  return new Map(
    sessions.map(({ key, host, state, evidence }) => [
      names.get(key) ?? key,
      isUnseen(sourceOfSession(sources, { host }))
        ? UNWATCHED
        : { state, evidence: evidence[0]?.text ?? '' },
    ]),
  );
}
