import { setImmediate as breathe } from 'node:timers/promises';
import type { AlertKind, AlertRule, DryRun } from '../../shared/alerts.ts';
import type { Bucket } from '../history/bucket.ts';
import type { RecordReader } from '../history/record-reader.ts';
import { SERIES } from '../history/series.ts';
import { DAY, HOUR, MINUTE } from '../history/levels.ts';
import type { SessionLog, StateChange } from '../history/session-log.ts';
import { AlertEngine } from './engine.ts';
import type { Moment, MomentSession } from './moment.ts';

/** Longest dry run: history keeps minutes for 30 days, a week of them is looked at. */
const LONGEST_MS = 7 * DAY;
/** How much of history is read at a time: some milliseconds of work. */
const SLICE_MS = HOUR;

const NO_HISTORY = 'There is no history yet.';
const LOST = 'History could not be read to its end.';

/** Times a dry run lists at most; a rule that fires more often is of no use to anybody. */
const MOST = 200;

/** What history cannot tell of a kind, and so what the times listed are. */
const notes: Partial<Record<AlertKind, string>> = {
  'session-vanished':
    'History does not keep which session held which task: these are the times it really fired.',
  'index-lost': 'History does not keep indexes: these are the times it really fired.',
  'source-unavailable': 'Judged on the databases alone: history does not keep why tmux was silent.',
  'query-over-budget': 'Judged on both databases together, on the middle reading of each minute.',
};
const onlyLogged: ReadonlySet<AlertKind> = new Set(['session-vanished', 'index-lost']);

/** Does something with the record as it is at this moment; null where it cannot be read. */
type Use = <T>(work: (root: RecordReader) => T) => T | null;

/**
 * When `rule` would have fired in the week before `to`, judged by the very engine that will run it.
 * Read in slices, other work in between: nothing that is watched waits for it. Where the record goes
 * away meanwhile, it ends there and says so.
 */
export async function dryRun(rule: AlertRule, use: Use, to: number): Promise<DryRun> {
  const from = to - LONGEST_MS;
  if (onlyLogged.has(rule.kind)) return logged(rule, use, { from, to });
  const engine = new AlertEngine([{ ...rule, enabled: true }]);
  const fired: Fired[] = [];
  const sources = new SourcesSeen();
  const sessions = new SessionsThen();
  let first: number | null = null;
  for (let begin = from; begin < to; begin += SLICE_MS) {
    const slice = use((root) => readSlice(root, sessions, begin, Math.min(to, begin + SLICE_MS)));
    if (slice === null) return { ...tell(rule, { first, to, fired }), note: LOST };
    for (const { t, read } of slice) {
      first ??= t;
      take(fired, engine, momentOf(t + MINUTE, read, sessions, sources));
    }
    await breathe();
  }
  return tell(rule, { first, to, fired });
}

interface Fired {
  readonly from: number;
  to: number | null;
  readonly text: string;
  readonly subject: string;
}

interface Replayed {
  /** The first minute on record; null where there is none. */
  readonly first: number | null;
  readonly to: number;
  readonly fired: readonly Fired[];
}

function tell(rule: AlertRule, { first, to, fired }: Replayed): DryRun {
  return {
    from: first ?? to,
    note: first === null ? NO_HISTORY : (notes[rule.kind] ?? null),
    count: fired.length,
    fired: fired.slice(-MOST).map((one) => ({ from: one.from, to: one.to, text: one.text })),
  };
}

/** When it really fired. */
function logged(
  rule: AlertRule,
  use: Use,
  { from, to }: { readonly from: number; readonly to: number },
): DryRun {
  const found = use(({ reader, alerts }) => {
    const [earliest] = reader.minutes(from, to);
    const fired = alerts
      .ofRule(rule.id, from, to)
      .map((one): Fired => ({ ...one, from: one.firedAt, to: one.endedAt }));
    return { first: earliest?.t ?? null, fired };
  });
  return tell(rule, { first: null, fired: [], ...found, to });
}

function take(fired: Fired[], engine: AlertEngine, moment: Moment): void {
  for (const { kind, finding, at } of engine.next(moment)) {
    if (kind === 'fired') {
      fired.push({ from: moment.t, to: null, text: finding.text, subject: finding.subject });
    } else {
      const open = fired.findLast((one) => one.to === null && one.subject === finding.subject);
      if (open !== undefined) open.to = at;
    }
  }
}

interface StoredMinute {
  readonly t: number;
  readonly read: Minute;
}

/** Some minutes, and what sessions did in them; those in which nobody watched are left out. */
function readSlice(
  { reader, sessions: log }: RecordReader,
  sessions: SessionsThen,
  from: number,
  to: number,
): StoredMinute[] {
  const ids = reader.series();
  sessions.add(log, from, to);
  return [...reader.minutes(from, to)].map(({ t, bucket }) => ({
    t,
    read: new Minute(bucket, ids),
  }));
}

function momentOf(t: number, read: Minute, sessions: SessionsThen, sources: SourcesSeen): Moment {
  const waiting = SERIES.waiting.map((name) => read.gauge(name));
  const oldest = SERIES.oldestAt
    .map((name) => read.gauge(name))
    .filter((at) => at !== null && at > 0);
  const cost = read.median(SERIES.tickCost);
  return {
    t,
    waiting: waiting.every((n) => n === null)
      ? null
      : Math.round(waiting.reduce<number>((a, b) => a + (b ?? 0), 0)),
    oldest:
      oldest.length === 0
        ? null
        : { waitedMs: t - Math.min(...oldest.map(Number)) * 1000, task: null },
    arrived: read.sum(SERIES.arrived),
    finished: read.sum(SERIES.finished),
    failed: read.sum(SERIES.failed),
    sessions: sessions.at(t),
    sources: sources.next(waiting.map((n) => n !== null)),
    lostIndexes: null,
    costs: cost === null ? null : [{ name: 'the databases', ms: cost / 1000 }],
  };
}

/** One stored minute, by the names of its series. */
class Minute {
  readonly #bucket: Bucket;
  readonly #ids: ReadonlyMap<string, number>;

  constructor(bucket: Bucket, ids: ReadonlyMap<string, number>) {
    this.#bucket = bucket;
    this.#ids = ids;
  }

  gauge(name: string): number | null {
    const held = this.#bucket.gauges.get(this.#id(name));
    return held === undefined ? null : held.integral / held.ms;
  }

  sum(names: readonly string[]): number {
    return names.reduce((n, name) => n + (this.#bucket.counters.get(this.#id(name)) ?? 0), 0);
  }

  median(name: string): number | null {
    return this.#bucket.sketches.get(this.#id(name))?.quantile(0.5) ?? null;
  }

  #id(name: string): number {
    return this.#ids.get(name) ?? -1;
  }
}

/** The sessions as they were at a time, asked for in order; nobody knows what tasks they held. */
class SessionsThen {
  readonly #states = new Map<string, MomentSession>();
  #changes: readonly StateChange[] = [];
  #next = 0;
  /** Up to when changes were read. */
  #readTo = 0;

  /** Reads what changed up to `to`, a day of the log at a time. */
  add(log: SessionLog, from: number, to: number): void {
    if (to <= this.#readTo) return;
    const until = Math.max(to, from + DAY);
    const read = log.replayable(from, until);
    const isNew = this.#readTo;
    this.#changes = [...this.#changes.slice(this.#next), ...read.filter(({ t }) => t >= isNew)];
    this.#next = 0;
    this.#readTo = until;
  }

  at(until: number): MomentSession[] {
    for (; (this.#changes[this.#next]?.t ?? Infinity) < until; this.#next++) {
      const change = this.#changes[this.#next];
      if (change === undefined) break;
      const { session: name, state, t: since } = change;
      if (this.#states.get(name)?.state === state) continue;
      this.#states.set(name, { name, state, detail: null, holdsTask: false, since });
    }
    return [...this.#states.values()];
  }
}

/** A database that was read once and of which a watched minute knows nothing could not be read. */
class SourcesSeen {
  readonly #names = ['assigner.db', 'architect.db'];
  readonly #everRead = new Set<string>();

  next(isRead: readonly boolean[]): { name: string; bad: string | null }[] {
    return this.#names.map((name, i) => {
      if (isRead[i] === true) this.#everRead.add(name);
      const isBad = isRead[i] !== true && this.#everRead.has(name);
      return { name, bad: isBad ? `${name} could not be read.` : null };
    });
  }
}
