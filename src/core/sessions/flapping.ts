import type { Session, SessionState } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';

interface Seen {
  readonly state: SessionState;
  /** When it changed, oldest first; only as far back as counts. */
  readonly changedAt: readonly number[];
}

/** Remembers how often each session's state changed lately, and marks those that do so too often. */
export class Flapping {
  #seen: ReadonlyMap<string, Seen> = new Map();

  /** `now`: ms since the epoch. Sessions that are no longer there are forgotten. */
  mark(sessions: readonly Session[], limit: Settings['flapping'], now: number): Session[] {
    const from = now - limit.minutes * 60_000;
    const seen = sessions.map(
      ({ key, state }) => [key, this.#next(key, state, from, now)] as const,
    );
    this.#seen = new Map(seen);
    return sessions.map((session) => {
      const changes = this.#seen.get(session.key)?.changedAt.length ?? 0;
      if (changes <= limit.changes) return session;
      return { ...session, badges: [...session.badges, 'flapping'] };
    });
  }

  #next(key: string, state: SessionState, from: number, now: number): Seen {
    const before = this.#seen.get(key);
    if (before === undefined) return { state, changedAt: [] };
    const isSame = before.state === state;
    if (isSame && (before.changedAt[0] ?? now) >= from) return before;
    const changedAt = isSame ? before.changedAt : [...before.changedAt, now];
    return { state, changedAt: changedAt.filter((at) => at >= from) };
  }
}
