import type { AlertKind, AlertRule, DryRun } from '../../shared/alerts.ts';
import type { Bucket } from '../history/bucket.ts';
import type { RootRecord } from '../history/root.ts';
import { SERIES } from '../history/series.ts';
import { AlertEngine } from './engine.ts';
import type { Moment, MomentSession } from './moment.ts';

const MINUTE = 60_000;
/** Longest dry run: history keeps minutes for 30 days, a week of them is looked at. */
const LONGEST_MS = 7 * 24 * 60 * MINUTE;
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

/** When `rule` would have fired in the week before `to`, judged by the very engine that will run it. */
export function dryRun(rule: AlertRule, root: RootRecord, to: number): DryRun {
  const from = to - LONGEST_MS;
  const [first] = root.reader.minutes(from, to);
  const note = first === undefined ? 'There is no history yet.' : (notes[rule.kind] ?? null);
  const fired = onlyLogged.has(rule.kind)
    ? root.alerts
        .ofRule(rule.id, from, to)
        .map(({ firedAt, endedAt, text }) => ({ from: firedAt, to: endedAt, text }))
    : replay(rule, root, from, to);
  return { from: first?.t ?? to, note, count: fired.length, fired: fired.slice(-MOST) };
}

function replay(rule: AlertRule, root: RootRecord, from: number, to: number): DryRun['fired'] {
  const engine = new AlertEngine([{ ...rule, enabled: true }]);
  const fired: { from: number; to: number | null; text: string; subject: string }[] = [];
  for (const moment of moments(root, from, to)) {
    for (const { kind, finding, at } of engine.next(moment)) {
      if (kind === 'fired') {
        fired.push({ from: moment.t, to: null, text: finding.text, subject: finding.subject });
      } else {
        const open = fired.findLast((one) => one.to === null && one.subject === finding.subject);
        if (open !== undefined) open.to = at;
      }
    }
  }
  return fired.map((one) => ({ from: one.from, to: one.to, text: one.text }));
}

/** One moment a minute, as history has it; minutes in which nobody watched are left out. */
function* moments(root: RootRecord, from: number, to: number): Generator<Moment> {
  const ids = root.reader.series();
  const sessions = sessionsOver(root, from, to);
  const sources = new SourcesSeen();
  for (const { t, bucket } of root.reader.minutes(from, to)) {
    const end = t + MINUTE;
    const read = new Minute(bucket, ids);
    const waiting = SERIES.waiting.map((name) => read.gauge(name));
    const oldest = SERIES.oldestAt
      .map((name) => read.gauge(name))
      .filter((at) => at !== null && at > 0);
    const cost = read.median(SERIES.tickCost);
    yield {
      t: end,
      waiting: waiting.every((n) => n === null)
        ? null
        : Math.round(waiting.reduce<number>((a, b) => a + (b ?? 0), 0)),
      oldest:
        oldest.length === 0
          ? null
          : { waitedMs: end - Math.min(...oldest.map(Number)) * 1000, task: null },
      arrived: read.sum(SERIES.arrived),
      finished: read.sum(SERIES.finished),
      failed: read.sum(SERIES.failed),
      sessions: sessions(end),
      sources: sources.next(waiting.map((n) => n !== null)),
      lostIndexes: null,
      costs: cost === null ? null : [{ name: 'the databases', ms: cost / 1000 }],
    };
  }
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
function sessionsOver(
  { sessions: log }: RootRecord,
  from: number,
  to: number,
): (until: number) => MomentSession[] {
  const changes = log.replayable(from, to);
  const states = new Map<string, { readonly state: string; readonly since: number }>();
  let next = 0;
  return (until) => {
    for (; (changes[next]?.t ?? Infinity) < until; next++) {
      const change = changes[next];
      if (change === undefined) break;
      const was = states.get(change.session);
      if (was?.state !== change.state) {
        states.set(change.session, { state: change.state, since: change.t });
      }
    }
    return [...states].map(([name, { state, since }]) => ({
      name,
      state,
      detail: null,
      holdsTask: false,
      since,
    }));
  };
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
