import type { Snapshot } from '../../shared/model.ts';
import type { FlowDelta } from '../history/flow-counter.ts';
import type { Moment } from './moment.ts';

const SOURCES = ['assigner', 'architect', 'tmux'] as const;
/** The plain act of not having configured a source is no reason to alert anybody. */
const EXPECTED: ReadonlySet<string> = new Set(['not-configured']);

type Seen = Pick<Snapshot, 'takenAt' | 'queues' | 'sessions' | 'sources' | 'reconciliation'>;

/** A snapshot as alert rules see it; what a source that is not live would say is not known. */
export function momentOf(
  seen: Seen,
  flow: FlowDelta | null,
  lostIndexes: readonly string[],
  queueQueryMs: number | null,
): Moment {
  const { queues, sources, sessions, takenAt } = seen;
  const live = [
    sources.assigner.state === 'live' ? queues.prompts : null,
    sources.architect.state === 'live' ? queues.task_queue : null,
  ].filter((queue) => queue !== null);
  const oldest = live.flatMap(({ oldestWaiting }) => oldestWaiting?.createdAt ?? []);
  return {
    t: takenAt,
    waiting: live.length === 0 ? null : live.reduce((sum, queue) => sum + queue.waiting, 0),
    oldestWaitingMs: oldest.length === 0 ? null : takenAt - Math.min(...oldest),
    arrived: flow?.arrived ?? 0,
    finished: flow?.finished ?? 0,
    failed: flow?.failed ?? 0,
    sessions: sources.tmux.state === 'live' ? sessions.map(sessionOf) : null,
    sources: SOURCES.map((name) => ({ name, bad: badOf(sources[name]) })),
    lostIndexes,
    queueQueryMs,
  };
}

const sessionOf = ({ name, state, detail, task }: Snapshot['sessions'][number]) => ({
  name,
  state,
  detail,
  holdsTask: task !== null,
});

function badOf({ state, problem }: Snapshot['sources']['tmux']): string | null {
  if (state === 'live' || problem === null || EXPECTED.has(problem.kind)) return null;
  return problem.message;
}
