import type { Queue, Snapshot } from '../../shared/model.ts';
import type { FlowDelta } from '../history/flow-counter.ts';
import type { InFlight } from '../readings.ts';
import { asTmuxName } from '../sessions/reconcile.ts';
import type { Moment, MomentSession, OldestWaiting } from './moment.ts';

const SOURCES = ['assigner', 'architect', 'tmux'] as const;
const DATABASES = ['assigner', 'architect'] as const;
/** That a source is not configured, or that no session was ever started, is nobody's alert. */
const EXPECTED: ReadonlySet<string> = new Set(['not-configured', 'tmux-no-server']);

export type Seen = Pick<Snapshot, 'takenAt' | 'queues' | 'sessions' | 'sources'>;

/** What a snapshot alone does not say. */
export interface MomentContext {
  readonly flow: FlowDelta | null;
  readonly lostIndexes: readonly string[];
  readonly inFlight: readonly InFlight[];
  /** Every tmux session's name, as last read. */
  readonly tmuxNames: readonly string[];
}

/** A snapshot as alert rules see it; what a source that is not live would say is not known. */
export function momentOf(seen: Seen, context: MomentContext): Moment {
  const { queues, sources, sessions, takenAt } = seen;
  const { flow, lostIndexes } = context;
  const live = [
    sources.assigner.state === 'live' ? queues.prompts : null,
    sources.architect.state === 'live' ? queues.task_queue : null,
  ].filter((queue) => queue !== null);
  return {
    t: takenAt,
    waiting: live.length === 0 ? null : live.reduce((sum, queue) => sum + queue.waiting, 0),
    oldest: oldestOf(live, takenAt),
    arrived: flow?.arrived ?? 0,
    finished: flow?.finished ?? 0,
    failed: flow?.failed ?? 0,
    sessions: knowsTmux(sources.tmux) ? [...sessions.map(sessionOf), ...gone(seen, context)] : null,
    sources: SOURCES.map((name) => ({ name: labelOf(name), bad: badOf(sources[name]) })),
    lostIndexes,
    costs: DATABASES.flatMap((name) => {
      const { state, costMs } = sources[name];
      return state === 'live' && costMs !== null ? [{ name: labelOf(name), ms: costMs }] : [];
    }),
  };
}

const labelOf = (name: (typeof SOURCES)[number]): string => (name === 'tmux' ? name : `${name}.db`);

function oldestOf(queues: readonly Queue[], now: number): OldestWaiting | null {
  const tasks = queues.flatMap(({ oldestWaiting }) => oldestWaiting ?? []);
  const dated = tasks.flatMap(({ createdAt, queue, id }) =>
    createdAt === null ? [] : [{ waitedMs: now - createdAt, task: { queue, id } }],
  );
  return dated.toSorted((a, b) => b.waitedMs - a.waitedMs)[0] ?? null;
}

const sessionOf = ({
  name,
  state,
  detail,
  task,
  since,
}: Snapshot['sessions'][number]): MomentSession => ({
  name,
  state,
  detail,
  holdsTask: task !== null,
  since,
});

/** Sessions that hold a task as the database has it, and are not in tmux at all. */
function gone({ takenAt, sources }: Seen, { inFlight, tmuxNames }: MomentContext): MomentSession[] {
  const there = new Set(sources.tmux.state === 'live' ? tmuxNames : []);
  const names = inFlight
    .flatMap(({ session }) => session ?? [])
    .filter((name) => !there.has(asTmuxName(name)));
  return [...new Set(names)].map((name) => ({
    name,
    state: 'gone',
    detail: null,
    holdsTask: true,
    since: takenAt,
  }));
}

/** A live scan, or the certainty that no server runs. */
const knowsTmux = ({ state, problem }: Snapshot['sources']['tmux']): boolean =>
  state === 'live' || problem?.kind === 'tmux-no-server';

function badOf({ state, problem }: Snapshot['sources']['tmux']): string | null {
  if (state === 'live' || problem === null || EXPECTED.has(problem.kind)) return null;
  return problem.message;
}
