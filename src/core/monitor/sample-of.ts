import type { ProbeResult, Queue, Session, SessionState, Snapshot } from '../../shared/model.ts';
import type { Sample } from './samples.ts';

interface Sampled {
  readonly t: number;
  readonly queues: Snapshot['queues'];
  readonly sessions: readonly Session[];
  readonly sources: Snapshot['sources'];
  readonly probe: ProbeResult | null;
  readonly failedPerMin: number | null;
}

/** What one moment adds to the charts: only from sources that are live, the rest is a gap. */
export function sampleOf({ t, queues, sessions, sources, probe, failedPerMin }: Sampled): Sample {
  const live = [
    ...(sources.assigner.state === 'live' ? [queues.prompts] : []),
    ...(sources.architect.state === 'live' ? [queues.task_queue] : []),
  ].filter((queue) => queue !== null);
  const count = (...states: SessionState[]) =>
    sources.tmux.state === 'live'
      ? sessions.filter(({ state }) => states.includes(state)).length
      : null;
  return {
    t,
    depth: {
      waiting: sum(live, ({ waiting }) => waiting),
      inFlight: sum(live, ({ inFlight }) => inFlight),
    },
    flow: { finished: sum(live, ({ finishes }) => finishes.perMin1), failed: failedPerMin },
    sessions: {
      working: count('working'),
      waiting: count('waiting'),
      ready: count('ready'),
      blocked: count('blocked'),
      other: count('shell', 'dead', 'unknown'),
    },
    oldest: { oldest: oldest(live, t) },
    probe: { ms: sources.probe.state === 'live' ? (probe?.ms ?? null) : null },
  };
}

/** Null when nothing is known; what one queue does not know counts for the other alone. */
function sum(queues: readonly Queue[], of: (queue: Queue) => number | null): number | null {
  const values = queues.map(of).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
}

/** Age of the oldest waiting task, ms; 0 when nothing waits. */
function oldest(queues: readonly Queue[], now: number): number | null {
  if (queues.length === 0) return null;
  const ages = queues.map(({ oldestWaiting }) => now - (oldestWaiting?.createdAt ?? now));
  return Math.max(0, ...ages);
}
