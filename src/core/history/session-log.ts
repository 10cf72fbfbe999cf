import type Database from 'better-sqlite3';
import type { Timeline } from '../../shared/timeline.ts';
import { CHANGES_KEPT_MS, DAY, DAYS_KEPT_MS, floorTo, GAP_MS, MAX_CHANGES } from './levels.ts';
import { addTime, Days, type Utilisation } from './days.ts';
import { damageOf, soundRows, type Damage } from './damage.ts';
import { RawReader } from './raw.ts';
import { timelineOf } from './timeline.ts';

/** What a session is seen to do; `gone` when it is no longer there, `unwatched` when nobody can say. */
export interface Observed {
  readonly state: string;
  /** The deciding evidence, in words. */
  readonly evidence: string;
}

export interface StateChange extends Observed {
  readonly t: number;
  readonly session: string;
}

const CHANGE = {
  what: "change of a session's state",
  at: 't',
  columns: { t: 'number', session: 'string', state: 'string', evidence: 'string' },
} as const;

const GONE: Observed = { state: 'gone', evidence: 'no longer in tmux' };
/** States in which time counts for nothing. */
const ABSENT: ReadonlySet<string> = new Set([GONE.state, 'unwatched']);
const MAX_EVIDENCE = 160;
/** After so many new changes the oldest beyond the most are let go of. */
const TIDY_EVERY = 1000;

/**
 * The log of what every session of one root did: each change of state with its evidence, for 30 days;
 * time spent in each state, by day, for two years. Time in which nobody watched counts for nothing.
 */
export class SessionLog {
  readonly #db: Database.Database;
  readonly #root: number;
  readonly #raw: RawReader;
  readonly #damage: Damage;
  readonly #sql;
  readonly #days: Days;
  readonly #last = new Map<string, string>();
  #seenAt: number | null = null;
  #written = 0;

  constructor(db: Database.Database, root: number) {
    this.#db = db;
    this.#root = root;
    this.#raw = new RawReader(db, root);
    this.#damage = damageOf(db);
    this.#sql = prepare(db);
    this.#days = new Days(db, root);
  }

  /** Notes every session's state at `t`; writes only what changed. */
  observe(t: number, sessions: ReadonlyMap<string, Observed>): void {
    const continues = this.#seenAt !== null && t >= this.#seenAt && t - this.#seenAt <= GAP_MS;
    if (!continues) this.#begin(t);
    const midnight = this.#seenAt !== null && floorTo(t, DAY) > floorTo(this.#seenAt, DAY);
    const changes: StateChange[] = [];
    for (const [session, now] of sessions) {
      if (this.#last.get(session) !== now.state) changes.push({ t, session, ...now });
    }
    for (const [session, state] of this.#last) {
      if (!sessions.has(session) && state !== GONE.state) changes.push({ t, session, ...GONE });
    }
    if (changes.length > 0 || midnight) this.#write(t, changes, midnight, !continues);
    this.#seenAt = t;
  }

  /** Watching begins, perhaps on another day, or after a clock was set back: what lies ahead is wrong. */
  #begin(t: number): void {
    this.#last.clear();
    this.#db.transaction(() => {
      this.#sql.dropAfter.run(this.#root, t);
      this.#closeDays(t);
    })();
  }

  /** Call when watching stops or pauses: what comes next starts anew. */
  close(): void {
    this.#seenAt = null;
    this.#last.clear();
  }

  /** Changes of one session (or all) in [from, to), oldest first, repeats left out. */
  changes(from: number, to: number, session?: string, most = 1000): readonly StateChange[] {
    return this.#sound(
      session === undefined
        ? this.#sql.all.all(this.#root, from, to, most)
        : this.#sql.ofSession.all(this.#root, session, from, to, most),
    );
  }

  /** Everything needed to know each session's state throughout [from, to): repeats included. */
  replayable(from: number, to: number): readonly StateChange[] {
    return this.#sound(this.#sql.replay.all(this.#root, floorTo(from, DAY), to));
  }

  #sound(rows: readonly StateChange[]): readonly StateChange[] {
    return soundRows(this.#damage, CHANGE, rows);
  }

  /** What one session did in [from, to]. */
  timeline(session: string, from: number, to: number): Timeline {
    const start = floorTo(from, DAY);
    const spans = [...this.#raw.spans(from, to)];
    const last = spans.at(-1);
    // Watching goes on: what was seen a moment ago holds, and a span is written only now and then.
    if (last !== undefined && this.#seenAt !== null && to - this.#seenAt <= GAP_MS) {
      spans[spans.length - 1] = { ...last, to };
    }
    const changes = this.#sound(this.#sql.replaySession.all(this.#root, session, start, to));
    return timelineOf({ from, to, spans, changes });
  }

  /** Time in each state in [from, to), from the log itself or, further back, from whole days. */
  utilisation(from: number, to: number): Utilisation {
    const sums = new Map<string, Map<string, number>>();
    const add: AddTime = (session, state, ms) => addTime(sums, session, state, ms);
    const replayFrom = Math.min(to, Math.max(from, this.#loggedFrom(from)));
    if (replayFrom > from) {
      for (const day of this.#days.between(floorTo(from, DAY), replayFrom)) {
        for (const [session, states] of day) {
          for (const [state, ms] of states) add(session, state, ms);
        }
      }
    }
    this.#replay(replayFrom, to, add);
    return sums;
  }

  /** From when on the log itself is whole: a day that was summed up may have lost its beginning. */
  #loggedFrom(from: number): number {
    const oldest = this.#sql.oldest.get(this.#root)?.t;
    if (oldest === undefined) return Infinity;
    if (oldest <= from) return from;
    const day = floorTo(oldest, DAY);
    return this.#days.has(day) ? day + DAY : day;
  }

  #write(t: number, changes: StateChange[], midnight: boolean, first: boolean): void {
    this.#db.transaction(() => {
      for (const change of changes) this.#insert(change, first);
      this.#written += changes.length;
      if (this.#written >= TIDY_EVERY) this.#forget(t);
      if (!midnight) return;
      const changed = new Set(changes.map((change) => change.session));
      for (const [session, state] of this.#last) {
        if (!changed.has(session) && state !== GONE.state) {
          this.#insert({ t: floorTo(t, DAY), session, state, evidence: '' }, true);
        }
      }
      this.#closeDays(t);
      this.#forget(t);
    })();
    for (const { session, state } of changes) {
      if (state === GONE.state) this.#last.delete(session);
      else this.#last.set(session, state);
    }
  }

  #insert(change: StateChange, repeat: boolean): void {
    const evidence = change.evidence.slice(0, MAX_EVIDENCE);
    this.#sql.insert.run(
      this.#root,
      change.t,
      repeat ? 1 : 0,
      change.session,
      change.state,
      evidence,
    );
  }

  /** Sums up every day that is over, from its own log: a crash or a stop before it costs nothing. */
  #closeDays(now: number): void {
    const oldest = this.#sql.oldest.get(this.#root)?.t;
    if (oldest === undefined) return;
    const { last } = this.#days;
    const from = Math.max(floorTo(oldest, DAY), last === null ? 0 : last + DAY);
    for (let day = from; day + DAY <= now; day += DAY) {
      const times = new Map<string, Map<string, number>>();
      this.#replay(day, day + DAY, (session, state, ms) => addTime(times, session, state, ms));
      if (times.size > 0) this.#days.put(day, times);
    }
  }

  #replay(from: number, to: number, add: AddTime): void {
    for (const span of this.#raw.spans(from, to)) {
      const states = new Map<string, { state: string; since: number }>();
      const begin = Math.max(from, span.from);
      const end = Math.min(to, span.to);
      const close = (session: string, until: number): void => {
        const was = states.get(session);
        const ms = was === undefined ? 0 : Math.min(until, end) - Math.max(was.since, begin);
        if (was !== undefined && ms > 0) add(session, was.state, ms);
      };
      const start = Math.max(span.from, floorTo(begin, DAY));
      for (const row of this.#sound(this.#sql.replay.all(this.#root, start, end))) {
        close(row.session, row.t);
        if (ABSENT.has(row.state)) states.delete(row.session);
        else states.set(row.session, { state: row.state, since: row.t });
      }
      for (const session of states.keys()) close(session, end);
    }
  }

  #forget(now: number): void {
    this.#sql.forget.run(this.#root, now - CHANGES_KEPT_MS);
    this.#sql.forgetMost.run(this.#root, this.#root, MAX_CHANGES);
    this.#days.forget(now - DAYS_KEPT_MS);
    this.#written = 0;
  }
}

type AddTime = (session: string, state: string, ms: number) => void;

function prepare(db: Database.Database) {
  const columns = 'SELECT t, session, state, evidence FROM change';
  return {
    insert: db.prepare(
      'INSERT INTO change (root, t, repeat, session, state, evidence) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    all: db.prepare<[number, number, number, number], StateChange>(
      `${columns} WHERE root = ? AND t >= ? AND t < ? AND repeat = 0 ORDER BY t, id LIMIT ?`,
    ),
    ofSession: db.prepare<[number, string, number, number, number], StateChange>(
      `${columns} WHERE root = ? AND session = ? AND t >= ? AND t < ? AND repeat = 0 ORDER BY t, id LIMIT ?`,
    ),
    replay: db.prepare<[number, number, number], StateChange>(
      `${columns} WHERE root = ? AND t >= ? AND t < ? ORDER BY t, id`,
    ),
    replaySession: db.prepare<[number, string, number, number], StateChange>(
      `${columns} WHERE root = ? AND session = ? AND t >= ? AND t <= ? ORDER BY t, id`,
    ),
    oldest: db.prepare<[number], { t: number }>(
      'SELECT t FROM change WHERE root = ? ORDER BY t LIMIT 1',
    ),
    dropAfter: db.prepare('DELETE FROM change WHERE root = ? AND t > ?'),
    forget: db.prepare('DELETE FROM change WHERE root = ? AND t < ?'),
    forgetMost: db.prepare(
      `DELETE FROM change WHERE root = ? AND id < (SELECT id FROM change WHERE root = ?
         ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    ),
  };
}
