import type {
  AlertsNow,
  AttentionItem,
  ProbeResult,
  Snapshot,
  Stats,
  Watched,
} from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import type { ArchitectReading, AssignerReading, TmuxReading } from '../readings.ts';
import type { Reconciled } from '../sessions/reconcile.ts';
import { attention } from './attention.ts';
import { headline } from './headline.ts';
import type { IndexReading } from './index-watch.ts';

/** The last good reading of each source. */
export interface Readings extends IndexReading {
  readonly assigner: AssignerReading | null;
  readonly architect: ArchitectReading | null;
  readonly tmux: TmuxReading | null;
  readonly probe: ProbeResult | null;
}

interface AssembleInput {
  readonly seq: number;
  readonly now: number;
  readonly paused: boolean;
  readonly watched: Watched;
  readonly settings: Settings;
  readonly readings: Readings;
  readonly slowStatements: Snapshot['slowStatements'];
  readonly reconciled: Reconciled;
  readonly sources: Snapshot['sources'];
  readonly history: Snapshot['history'];
  readonly alerts: AlertsNow;
  /** Gives items the time at which they were first seen, and their order. */
  readonly stamp: (items: readonly AttentionItem[], now: number) => AttentionItem[];
}

const noStats: Stats = {
  pending_prompts: null,
  active_assignments: null,
  completed_prompts: null,
  failed_prompts: null,
  total_sessions: null,
  available_sessions: null,
  busy_sessions: null,
};

/** Everything but the charts, from the last good reading of everything. Reads nothing itself. */
export function assemble(input: AssembleInput): Omit<Snapshot, 'charts'> {
  const { now, paused, sources, readings, settings, reconciled } = input;
  const { assigner, architect, tmux, probe, indexes, redundant, indexesAt } = readings;
  const queues = { prompts: assigner?.queue ?? null, task_queue: architect?.queue ?? null };
  const items = input.stamp(
    attention({
      now,
      limits: settings.limits,
      sources,
      queues,
      indexes,
      redundant,
      slowStatements: input.slowStatements,
      history: input.history,
      alerts: input.alerts.on,
      ...reconciled,
    }),
    now,
  );
  const { sessions } = reconciled;
  return {
    seq: input.seq,
    takenAt: now,
    paused,
    watched: input.watched,
    headline: headline({ now, paused, sources, queues, sessions, attention: items }),
    stats: assigner?.stats ?? noStats,
    queues,
    ...reconciled,
    errors: architect?.errors ?? null,
    workers: architect?.workers ?? null,
    nodes: architect?.nodes ?? null,
    indexes,
    redundant,
    indexesAt,
    slowStatements: input.slowStatements,
    attention: items,
    alerts: input.alerts,
    history: input.history,
    probe,
    sources,
    timings: {
      tickMs: together(sources.assigner.costMs, sources.architect.costMs),
      scanMs: sources.tmux.costMs,
      queueMs: slower(assigner?.times?.queueMs, architect?.times?.queueMs),
      statsMs: slower(assigner?.times?.statsMs, architect?.times?.statsMs),
      panes: tmux?.panes ?? 0,
      captured: tmux?.captured ?? 0,
    },
  };
}

const slower = (...times: readonly (number | null | undefined)[]): number | null => {
  const known = times.filter((ms) => typeof ms === 'number');
  return known.length === 0 ? null : Math.max(...known);
};

/** Both databases are read in one tick: together they cost what they cost. */
const together = (a: number | null, b: number | null): number | null =>
  a === null && b === null ? null : (a ?? 0) + (b ?? 0);
