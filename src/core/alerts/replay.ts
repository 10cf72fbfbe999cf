import type { AlertKind, AlertRule } from '../../shared/alerts.ts';
import type { HistoryReader } from '../history/query.ts';
import type { SessionLog } from '../history/session-log.ts';
import { SERIES } from '../history/series.ts';
import { AlertEngine } from './engine.ts';
import type { Moment, MomentSession } from './moment.ts';

/** Kinds whose cause is not kept in history, so that a dry run cannot know. */
const UNKNOWN_LATER: ReadonlySet<AlertKind> = new Set([
  'session-vanished',
  'source-unavailable',
  'index-lost',
  'query-over-budget',
]);
/** Longest dry run, in minutes: a week, one moment a minute. */
const MAX_MINUTES = 7 * 24 * 60;
const MINUTE = 60_000;

export interface DryRun {
  /** False where history does not hold what the rule is judged on. */
  readonly possible: boolean;
  readonly fired: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly text: string;
  }[];
}

/** When `rule` would have fired in [from, to), judged by the very engine that will run it. */
export function dryRun(
  rule: AlertRule,
  reader: HistoryReader,
  log: SessionLog,
  from: number,
  to: number,
): DryRun {
  if (UNKNOWN_LATER.has(rule.kind)) return { possible: false, fired: [] };
  const begin = Math.max(from, to - MAX_MINUTES * MINUTE);
  const engine = new AlertEngine([{ ...rule, enabled: true }]);
  const fired: { from: number; to: number | null; text: string; subject: string }[] = [];
  for (const moment of moments(reader, log, begin, to)) {
    for (const { kind, finding, at } of engine.next(moment)) {
      if (kind === 'fired') {
        fired.push({ from: moment.t, to: null, text: finding.text, subject: finding.subject });
      } else {
        const open = fired.findLast((one) => one.to === null && one.subject === finding.subject);
        if (open !== undefined) open.to = at;
      }
    }
  }
  return {
    possible: true,
    fired: fired.map((one) => ({ from: one.from, to: one.to, text: one.text })),
  };
}

/** One moment a minute, as history has it; minutes in which nobody watched are left out. */
function* moments(
  reader: HistoryReader,
  log: SessionLog,
  from: number,
  to: number,
): Generator<Moment> {
  const ids = reader.series();
  const states = new Map<string, string>();
  const changes = log.replayable(from, to);
  let next = 0;
  for (const { t, bucket } of reader.minutes(from, to)) {
    const end = t + MINUTE;
    for (; (changes[next]?.t ?? Infinity) < end; next++) {
      const change = changes[next];
      if (change !== undefined) states.set(change.session, change.state);
    }
    const gauge = (name: string): number | null => {
      const held = bucket.gauges.get(ids.get(name) ?? -1);
      return held === undefined ? null : held.integral / held.ms;
    };
    const sum = (...names: string[]): number =>
      names.reduce((n, name) => n + (bucket.counters.get(ids.get(name) ?? -1) ?? 0), 0);
    const waiting = SERIES.waiting.map(gauge);
    const oldest = SERIES.oldestAt.map(gauge).filter((at) => at !== null && at > 0);
    yield {
      t: end,
      waiting: waiting.every((n) => n === null)
        ? null
        : Math.round(waiting.reduce<number>((a, b) => a + (b ?? 0), 0)),
      oldestWaitingMs: oldest.length === 0 ? null : end - Math.min(...oldest.map(Number)) * 1000,
      arrived: sum(...SERIES.arrived),
      finished: sum(...SERIES.finished),
      failed: sum(...SERIES.failed),
      sessions: [...states].map(([name, state]): MomentSession => ({
        name,
        state,
        detail: null,
        holdsTask: false,
      })),
      sources: null,
      lostIndexes: null,
      queueQueryMs: null,
    };
  }
}
