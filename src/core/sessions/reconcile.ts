import type {
  PoolConcern,
  PoolMember,
  Reconciliation,
  Session,
  SessionRow,
  SessionState,
  TaskSummary,
} from '../../shared/model.ts';
import type { InFlight, TmuxReading } from '../readings.ts';

/** What the sources hold now; null where one has never been read. */
export interface ReconcileInput {
  readonly tmux: TmuxReading | null;
  /**
   * Whether tmux answered the last scan. While it does not, nobody is missing: what was found
   * last stays.
   */
  readonly isTmuxLive: boolean;
  readonly rows: readonly SessionRow[] | null;
  readonly inFlight: readonly InFlight[];
  readonly pool: readonly PoolMember[] | null;
  /** ms since the epoch. */
  readonly now: number;
}

export interface Reconciled {
  /** With `row` and `task` filled in. */
  readonly sessions: readonly Session[];
  readonly reconciliation: Reconciliation;
  /** With `concerns` filled in. */
  readonly pool: readonly PoolMember[] | null;
}

/** A prompt just assigned is on its way: a session still at its prompt then is no contradiction. */
const ON_ITS_WAY_MS = 10_000;
/** The pool owner's own limits. */
const HEARTBEAT_LIMIT_MS = 15 * 60_000;
const RESTART_LIMIT = 5;

/** Verdicts that a row's status is compatible with; a status not listed says nothing. */
const AGREES: Readonly<Record<string, readonly SessionState[]>> = {
  busy: ['working'],
  idle: ['ready'],
  // The system hands tasks to these too: it means an agent at its prompt as well as a question.
  waiting_input: ['waiting', 'ready'],
};

const IDLE_HANDS: ReadonlySet<SessionState> = new Set(['ready', 'dead', 'shell']);

/** tmux itself writes `_` where a name has one of these. */
export const asTmuxName = (name: string): string => name.replaceAll(/[.:]/g, '_');

/**
 * Lays tmux beside the database: one pass over two maps. Remembers the last scan's contradictions,
 * because one counts only when it is still there a scan later.
 */
export class Reconciler {
  #scan: number | null = null;
  #suspected: ReadonlySet<string> = new Set();
  #disagreeing: readonly string[] = [];
  #last: Reconciliation = {
    ghosts: [],
    untracked: [],
    disagreeing: [],
    orphanedPrompts: [],
    overduePrompts: [],
  };

  reconcile(input: ReconcileInput): Reconciled {
    const { tmux, isTmuxLive, rows, inFlight, pool, now } = input;
    const overduePrompts = inFlight
      .filter(({ task, dueAt }) => task.queue === 'prompts' && dueAt !== null && dueAt < now)
      .map(({ task }) => task.id);
    const sessions = withRows(tmux?.sessions ?? [], rows ?? [], inFlight);
    const names = tmux !== null && isTmuxLive ? new Set(tmux.names) : null;
    if (tmux !== null && names !== null) {
      this.#last = {
        ghosts: (rows ?? [])
          .filter(({ name }) => !names.has(asTmuxName(name)))
          .map(({ name }) => name),
        untracked: rows === null ? [] : untracked(sessions),
        disagreeing: this.#contradictions(sessions, tmux.takenAt),
        orphanedPrompts: orphaned(inFlight, sessions, names, now),
        overduePrompts,
      };
    }
    return {
      sessions,
      reconciliation: { ...this.#last, overduePrompts },
      pool: pool?.map((member) => ({ ...member, concerns: concerns(member, names, now) })) ?? null,
    };
  }

  #contradictions(sessions: readonly Session[], scan: number): readonly string[] {
    if (scan === this.#scan) return this.#disagreeing;
    const suspected = new Set(sessions.filter(contradictsRow).map(({ name }) => name));
    this.#disagreeing = [...suspected].filter((name) => this.#suspected.has(name));
    this.#suspected = suspected;
    this.#scan = scan;
    return this.#disagreeing;
  }
}

function withRows(
  sessions: readonly Session[],
  rows: readonly SessionRow[],
  inFlight: readonly InFlight[],
): Session[] {
  const rowByName = new Map(rows.map((row) => [asTmuxName(row.name), row]));
  const taskByName = new Map<string, TaskSummary>();
  for (const { session, task } of inFlight) {
    if (session !== null) taskByName.set(asTmuxName(session), task);
  }
  return sessions.map((session) => {
    if (session.host !== null) return session;
    const name = asTmuxName(session.name);
    return { ...session, row: rowByName.get(name) ?? null, task: taskByName.get(name) ?? null };
  });
}

function untracked(sessions: readonly Session[]): string[] {
  const found = sessions.filter(
    ({ host, agent, state, row }) =>
      host === null && agent !== null && state !== 'dead' && row === null,
  );
  return [...new Set(found.map(({ name }) => name))];
}

function contradictsRow({ row, state, agent }: Session): boolean {
  if (row === null || state === 'unknown') return false;
  // A plain shell that the system knows as one is free in its own way.
  const isPlainShell =
    state === 'shell' && agent === null && row.provider === null && !row.isClaude;
  if (isPlainShell && row.status === 'idle') return false;
  const agrees = AGREES[row.status];
  return agrees !== undefined && !agrees.includes(state);
}

function orphaned(
  inFlight: readonly InFlight[],
  sessions: readonly Session[],
  names: ReadonlySet<string>,
  now: number,
): number[] {
  const byName = Map.groupBy(
    sessions.filter(({ host }) => host === null),
    ({ name }) => name,
  );
  return inFlight
    .filter(({ task, session }) => {
      if (task.queue !== 'prompts' || session === null) return false;
      const name = asTmuxName(session);
      if (!names.has(name)) return true;
      const states = byName.get(name)?.map(({ state }) => state) ?? [];
      if (states.length === 0 || !states.every((state) => IDLE_HANDS.has(state))) return false;
      return states.includes('dead') || now - (task.assignedAt ?? 0) > ON_ITS_WAY_MS;
    })
    .map(({ task }) => task.id);
}

/** `names`: null while tmux does not answer. */
function concerns(
  { name, tmuxName, status, lastHeartbeatAt, restarts }: PoolMember,
  names: ReadonlySet<string> | null,
  now: number,
): PoolConcern[] {
  const found: PoolConcern[] = [];
  const isUp = status !== 'stopped';
  const session = tmuxName ?? name;
  if (isUp && names !== null && !names.has(asTmuxName(session))) {
    found.push({ cause: 'no-session', text: `${status} without its tmux session "${session}"` });
  }
  if (isUp && (lastHeartbeatAt === null || now - lastHeartbeatAt > HEARTBEAT_LIMIT_MS)) {
    const minutes = HEARTBEAT_LIMIT_MS / 60_000;
    found.push({ cause: 'no-heartbeat', text: `no heartbeat for more than ${minutes} minutes` });
  }
  if (restarts > RESTART_LIMIT) {
    const text = `restarted ${restarts} times (more than ${RESTART_LIMIT})`;
    found.push({ cause: 'restarts', text });
  }
  return found;
}
