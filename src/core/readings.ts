import type {
  Errors,
  NodeRow,
  PoolMember,
  Queue,
  Session,
  SessionRow,
  SourceStatus,
  Stats,
  TaskSummary,
  WorkerRow,
} from '../shared/model.ts';

/** What each source hands to the monitor. Units and null as in `shared/model.ts`. */

/** A prompt or task that a session is said to work on. */
export interface InFlight {
  readonly task: TaskSummary;
  readonly session: string | null;
  readonly dueAt: number | null;
}

/**
 * What happened in a queue lately, as its rows tell it: events by second over the last hour, and how
 * long the newest completions took (ms; null where a time is missing).
 */
export interface RecentFlow {
  readonly arrivals: readonly { readonly at: number; readonly count: number }[];
  readonly finishes: readonly {
    readonly at: number;
    readonly count: number;
    readonly failed: boolean;
  }[];
  readonly completions: readonly {
    readonly id: number;
    readonly completedAt: number;
    readonly toAssignmentMs: number | null;
    readonly toCompletionMs: number | null;
  }[];
}

/** What the two queries that have a budget took last, ms; null where they did not run yet. */
export interface QueryTimes {
  /** The next in line, as workers take them. */
  readonly queueMs: number | null;
  /** Counting the tasks by status. */
  readonly statsMs: number | null;
}

export interface AssignerReading {
  readonly takenAt: number;
  readonly stats: Stats;
  readonly queue: Queue | null;
  /** Null where the queue cannot be read. */
  readonly recent: RecentFlow | null;
  readonly times: QueryTimes | null;
  readonly sessions: readonly SessionRow[] | null;
  readonly inFlight: readonly InFlight[];
}

export interface ArchitectReading {
  readonly takenAt: number;
  readonly queue: Queue | null;
  /** Null where the queue cannot be read. */
  readonly recent: RecentFlow | null;
  readonly times: QueryTimes | null;
  readonly errors: Errors | null;
  /** `concerns` still empty: judging a member needs the tmux reading too. */
  readonly pool: readonly PoolMember[] | null;
  readonly workers: readonly WorkerRow[] | null;
  readonly nodes: readonly NodeRow[] | null;
}

export interface TmuxReading {
  readonly takenAt: number;
  /** Judged, not yet matched with the database: `row` and `task` are null. */
  readonly sessions: readonly Session[];
  /** Every tmux session name on the server, agents or not. */
  readonly names: readonly string[];
  readonly panes: number;
  /** Panes captured in this scan. */
  readonly captured: number;
}

/**
 * One watched thing. `read` never throws: what goes wrong is in `status`, and the last good reading
 * stays available (stale) beside it.
 */
export interface Source<R> {
  /** Reads if anything changed; resolves to true when `latest` is new. */
  read(): Promise<boolean>;
  latest(): R | null;
  status(): SourceStatus;
  /** A new setting for how often it is meant to be read, ms; `status().intervalMs` is what holds. */
  setInterval(intervalMs: number): void;
  close(): Promise<void>;
}
