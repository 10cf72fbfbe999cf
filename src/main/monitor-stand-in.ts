import type { WatchTarget } from '../core/monitor/port.ts';
import type { Snapshot, SourceStatus } from '../shared/model.ts';

/** Stands in until core has its Monitor: shows an empty picture once a second. */
export class Monitor {
  readonly #onSnapshot: (snapshot: Snapshot) => void;
  #seq = 0;
  #paused = false;

  constructor({ onSnapshot }: { onSnapshot: (snapshot: Snapshot) => void }) {
    this.#onSnapshot = onSnapshot;
  }

  watch(target: WatchTarget): void {
    setInterval(() => this.#onSnapshot(blank((this.#seq += 1), this.#paused, target)), 1000);
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
  }
}

const off: SourceStatus = {
  state: 'unavailable',
  since: Date.now(),
  lastReadAt: null,
  problem: {
    kind: 'not-configured',
    message: 'Nothing is watched yet.',
    action: 'Open an Architect folder.',
  },
  limits: [],
  label: '',
  costMs: null,
  intervalMs: 1000,
  slowedBecause: null,
};

function blank(seq: number, paused: boolean, watched: WatchTarget): Snapshot {
  const now = Date.now();
  const chart = { series: [], points: [] };
  return {
    seq,
    takenAt: now,
    paused,
    watched,
    headline: { health: 'attention', text: 'Nothing is watched yet', detail: '' },
    stats: {
      pending_prompts: null,
      active_assignments: null,
      completed_prompts: null,
      failed_prompts: null,
      total_sessions: null,
      available_sessions: null,
      busy_sessions: null,
    },
    queues: { prompts: null, task_queue: null },
    sessions: [],
    reconciliation: {
      ghosts: [],
      untracked: [],
      disagreeing: [],
      orphanedPrompts: [],
      overduePrompts: [],
    },
    errors: null,
    pool: null,
    workers: null,
    nodes: null,
    indexes: [],
    attention: [],
    charts: {
      fromAt: now - 3_600_000,
      toAt: now,
      depth: chart,
      flow: chart,
      sessions: chart,
      oldest: chart,
      probe: chart,
      stepMs: 60_000,
      latency: chart,
      marks: [],
    },
    probe: null,
    sources: { assigner: off, architect: off, tmux: off, probe: off },
    timings: { tickMs: null, scanMs: null, panes: 0, captured: 0 },
  };
}
