import type { AlertKind, Severity } from './alerts.ts';
import type { SlowStatement } from './slow-statement.ts';
import type { Errors, NodeRow, PoolMember, WorkerRow } from './tables.ts';

export type { HelpfulIndex, SlowStatement } from './slow-statement.ts';
export type { ErrorGroup, Errors, NodeRow, PoolConcern, PoolMember, WorkerRow } from './tables.ts';

/**
 * The model: one complete, immutable, numbered picture of everything watched.
 * Window, tray, menu and command line read this and nothing else.
 *
 * Units: every `…At`, `since` and `t` is milliseconds since the Unix epoch (UTC); every `…Ms` is a
 * duration in milliseconds; `null` always means "not known", never "zero".
 */

// ---------------------------------------------------------------------------------- sources

export type SourceName = 'assigner' | 'architect' | 'tmux' | 'probe';

/** tmux on another host, as the settings name it. */
export type RemoteName = `tmux@${string}`;

/** live: read within its cadence. stale: was read once, cannot be now. unavailable: nothing to show. */
export type SourceState = 'live' | 'stale' | 'unavailable';

export type ProblemKind =
  | 'not-configured'
  | 'missing'
  | 'empty'
  | 'not-a-file'
  | 'not-a-database'
  | 'damaged'
  | 'unreadable'
  | 'folder-not-writable'
  | 'locked'
  | 'missing-table'
  | 'missing-column'
  | 'bad-value'
  | 'slow'
  | 'large'
  | 'tmux-not-installed'
  | 'tmux-no-server'
  | 'tmux-timeout'
  | 'tmux-failed'
  | 'host-unreachable'
  | 'host-key'
  | 'host-refused'
  | 'http'
  | 'watcher-crashed'
  | 'history'
  | 'internal';

/** What is wrong and what to do about it, in words a person can act on. */
export interface Problem {
  readonly kind: ProblemKind;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly action: string;
}

export interface SourceStatus {
  readonly state: SourceState;
  /** When `state` last changed. */
  readonly since: number;
  readonly lastReadAt: number | null;
  /** Why the source is not live; null when it is, and before the first reading. */
  readonly problem: Problem | null;
  /** Parts of a live source that are switched off (a missing table, a slow scan), with the reason. */
  readonly limits: readonly Problem[];
  /** File path, tmux socket or URL, as a person would name it. */
  readonly label: string;
  /** Cost of the last reading; null before the first. */
  readonly costMs: number | null;
  /** Interval in force, and why it is longer than the setting (null when it is not). */
  readonly intervalMs: number;
  readonly slowedBecause: string | null;
}

// ---------------------------------------------------------------------------------- the seven figures

/** Exactly the figures of the Architect system's own `get_stats`; null where their table is missing. */
export interface Stats {
  readonly pending_prompts: number | null;
  readonly active_assignments: number | null;
  readonly completed_prompts: number | null;
  readonly failed_prompts: number | null;
  readonly total_sessions: number | null;
  readonly available_sessions: number | null;
  readonly busy_sessions: number | null;
}

// ---------------------------------------------------------------------------------- queues

export type QueueName = 'prompts' | 'task_queue';

/** A count taken at `asOf`: history totals are counted less often than the live ones. */
export interface StatusCount {
  readonly status: string;
  readonly count: number;
  readonly asOf: number;
}

/** Waiting and in-flight tasks that share one priority, type, target or provider. */
export interface QueueGroup {
  readonly key: string;
  readonly waiting: number;
  readonly inFlight: number;
}

/** Events a minute, averaged over the last 1, 5 and 60 minutes; null where it cannot be known. */
export interface Rates {
  readonly perMin1: number | null;
  readonly perMin5: number | null;
  readonly perMin60: number | null;
}

export interface Percentiles {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** How many tasks they were taken from. */
  readonly samples: number;
}

/** One task as listed; `summary` is the first line of its text, at most 200 characters, plain. */
export interface TaskSummary {
  readonly id: number;
  readonly queue: QueueName;
  readonly status: string;
  readonly priority: number;
  readonly type: string | null;
  readonly target: string | null;
  readonly provider: string | null;
  readonly assignedTo: string | null;
  readonly summary: string;
  readonly createdAt: number | null;
  readonly assignedAt: number | null;
  readonly retries: number;
  readonly maxRetries: number | null;
}

/** How many there were in the quarter of an hour that begins at `t`. */
export interface FailureCount {
  readonly t: number;
  readonly count: number;
}

/** Failures that differ only in numbers, ids and quoted names. */
export interface FailureGroup {
  readonly pattern: string;
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  readonly exampleId: number;
  /** Oldest first; only quarters that had some. */
  readonly overTime: readonly FailureCount[];
}

export interface OverdueTask {
  readonly id: number;
  readonly queue: QueueName;
  readonly session: string | null;
  readonly summary: string;
  readonly assignedAt: number;
  /** When it should have been done. */
  readonly dueAt: number;
}

export type Trend = 'draining' | 'steady' | 'growing' | 'stopped' | 'empty' | 'unknown';

export interface Forecast {
  readonly trend: Trend;
  /** Arrivals minus finishes, per minute, over the window that was judged. */
  readonly netPerMin: number | null;
  /** Until the queue is empty at the present pace; null unless draining. */
  readonly emptyInMs: number | null;
  readonly windowMin: number;
}

export interface Queue {
  readonly name: QueueName;
  readonly waiting: number;
  readonly inFlight: number;
  readonly byStatus: readonly StatusCount[];
  readonly byPriority: readonly QueueGroup[];
  readonly byType: readonly QueueGroup[];
  readonly byTarget: readonly QueueGroup[];
  readonly byProvider: readonly QueueGroup[];
  readonly oldestWaiting: TaskSummary | null;
  readonly arrivals: Rates;
  readonly finishes: Rates;
  readonly toAssignment: Percentiles;
  readonly toCompletion: Percentiles;
  readonly failedLastHour: number | null;
  readonly finishedLastHour: number | null;
  readonly lastFinishAt: number | null;
  readonly failures: readonly FailureGroup[];
  readonly overdue: readonly OverdueTask[];
  /** The 50 next in line, in the order in which workers take them. */
  readonly next: readonly TaskSummary[];
  readonly forecast: Forecast;
}

// ---------------------------------------------------------------------------------- sessions

export type SessionState =
  'working' | 'waiting' | 'ready' | 'blocked' | 'shell' | 'dead' | 'unknown';

export type Agent =
  'claude' | 'codex' | 'gemini' | 'opencode' | 'aider' | 'ollama' | 'other' | null;

export type EvidenceKind =
  | 'pane'
  | 'process'
  | 'status-file'
  | 'rollout'
  | 'title'
  | 'screen'
  | 'activity'
  | 'cpu'
  | 'database';

/** One thing that was seen, what it speaks for, and how much it counts. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** In words: `footer says "esc to interrupt"`. */
  readonly text: string;
  /** The state it speaks for; null when it only says that something moved or did not. */
  readonly says: SessionState | null;
  /** When it was last seen to be true. */
  readonly at: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** Rule id and the line it matched, for screen and title rules. */
  readonly rule?: string;
  readonly line?: string;
}

export type Badge =
  | 'background'
  | 'unsent'
  | 'plan'
  | 'accept-edits'
  | 'context-low'
  | 'copy-mode'
  | 'flapping'
  | 'stuck';

export interface Verdict {
  readonly state: SessionState;
  readonly since: number;
  readonly agent: Agent;
  readonly agentVersion: string | null;
  /** Why blocked or what is asked, in a few words; null where there is nothing to add. */
  readonly detail: string | null;
  /** When a block ends, if the agent says so. */
  readonly until: number | null;
  readonly badges: readonly Badge[];
  /** Deciding evidence first. */
  readonly evidence: readonly Evidence[];
  readonly disagreeing: readonly Evidence[];
}

/** The row that the Architect system keeps of a session; statuses as stored. */
export interface SessionRow {
  readonly name: string;
  readonly status: string;
  readonly provider: string | null;
  readonly isClaude: boolean;
  readonly currentTaskId: number | null;
  readonly lastActivityAt: number | null;
  readonly updatedAt: number | null;
  readonly workingDir: string | null;
  readonly gitBranch: string | null;
}

/** One agent pane in tmux (or the active pane of a session without an agent). */
export interface Session extends Verdict {
  /** Unique over servers and restarts: socket, server pid, server start, pane id. */
  readonly key: string;
  /** The tmux session's name. */
  readonly name: string;
  /** Host of a remote tmux server; null for this machine. */
  readonly host: string | null;
  readonly sessionId: string;
  readonly windowId: string;
  readonly paneId: string;
  readonly panePid: number | null;
  readonly command: string;
  readonly title: string;
  readonly cwd: string;
  readonly branch: string | null;
  readonly lastLine: string;
  readonly lastOutputAt: number | null;
  readonly row: SessionRow | null;
  /** The task that the database says it holds. */
  readonly task: TaskSummary | null;
}

/** Where tmux and the database differ. Names are session names, ids are prompt ids. */
export interface Reconciliation {
  /** A row without a tmux session. */
  readonly ghosts: readonly string[];
  /** An agent in tmux without a row. */
  readonly untracked: readonly string[];
  /** The row's status contradicts the verdict, for at least two scans. */
  readonly disagreeing: readonly string[];
  /** Assigned or in progress on a session that is gone, ready or dead. */
  readonly orphanedPrompts: readonly number[];
  readonly overduePrompts: readonly number[];
}

// ---------------------------------------------------------------------------------- indexes

export type IndexState =
  'present' | 'improvable' | 'equivalent' | 'drifted' | 'missing' | 'not-applicable';

export type DatabaseName = 'assigner' | 'architect';

export interface IndexReport {
  readonly database: DatabaseName;
  readonly table: string;
  readonly name: string;
  readonly state: IndexState;
  /** Why it is in that state, one sentence. */
  readonly reason: string;
  /** reference: of the nine; optional: wanted by Lookout's own reading; user: of a user's catalogue. */
  readonly group: 'reference' | 'optional' | 'user';
  /** What it is for, one sentence. */
  readonly purpose: string;
  /** The SQL found in the database under this name (or the equivalent one); null when missing. */
  readonly definition: string | null;
  /** The SQL Lookout would run. */
  readonly recommended: string;
  /** Plan of its query now, as SQLite words it; null where it cannot be explained. */
  readonly plan: string | null;
  /** It is there, and no plan of a query that it is for uses it. */
  readonly isUnused: boolean;
  /** Lookout made it then, and somebody else took it away since; null otherwise. */
  readonly lostSince: number | null;
}

/** An owner's index that another one makes superfluous; reported, never touched. */
export interface RedundantIndex {
  readonly database: DatabaseName;
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  /** The index that answers whatever this one answers. */
  readonly coveredBy: string;
}

// ---------------------------------------------------------------------------------- what to say

/** Tray and window agree on this: fine, somebody should look, something is broken, not looking. */
export type Health = 'fine' | 'attention' | 'broken' | 'paused';

export interface Headline {
  readonly health: Health;
  /** The one plain sentence, worked out from the data. */
  readonly text: string;
  readonly detail: string;
}

export type AttentionKind =
  | 'source'
  | 'waiting'
  | 'blocked'
  | 'dead-with-task'
  | 'ghosts'
  | 'untracked'
  | 'disagreeing'
  | 'orphaned'
  | 'overdue'
  | 'pool'
  | 'index'
  | 'slow-query'
  | 'failures'
  | 'stuck'
  | 'history'
  | 'alert';

/** What a maintenance dialog asks about; nothing is done before its yes. */
export type MaintenanceAsk =
  'create' | 'replace' | 'rollback' | 'analyze' | 'optimize' | 'check' | 'backup';

/** The lists of the view Maintenance. */
export type MaintenanceTab = 'indexes' | 'slow' | 'advisor' | 'superfluous' | 'journal';

/** Where the one next step leads. */
export type Target =
  | { readonly view: 'overview' }
  | { readonly view: 'queue'; readonly queue?: QueueName; readonly task?: number }
  | { readonly view: 'sessions'; readonly session?: string; readonly filter?: string }
  | { readonly view: 'history' }
  | {
      readonly view: 'maintenance';
      readonly index?: string;
      readonly ask?: MaintenanceAsk;
      readonly tab?: MaintenanceTab;
    }
  | { readonly view: 'alerts'; readonly alert?: number }
  | { readonly view: 'settings' };

export interface AttentionItem {
  /** Stable while the same thing goes on. */
  readonly id: string;
  readonly kind: AttentionKind;
  readonly severity: 'broken' | 'attention' | 'info';
  readonly title: string;
  readonly detail: string;
  readonly since: number | null;
  readonly step: { readonly label: string; readonly target: Target };
}

// ---------------------------------------------------------------------------------- alerts

/** One alert, from its first moment to its end. */
export interface Alert {
  readonly id: number;
  readonly rule: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  /** The session, queue, source or index it is about. */
  readonly subject: string;
  readonly text: string;
  readonly firedAt: number;
  readonly endedAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly snoozedUntil: number | null;
  readonly target: Target;
}

export interface AlertsNow {
  /** Changes whenever anything in the alert log does. */
  readonly revision: number;
  /** Alerts, over or not, that nobody has acknowledged or snoozed. */
  readonly unread: number;
  /** Those that are on, newest first, at most 50. */
  readonly on: readonly Alert[];
}

// ---------------------------------------------------------------------------------- charts

/** Points are evenly meant, gaps are null. Each key of `series` is a column beside `t`. */
export interface Chart {
  readonly series: readonly { readonly key: string; readonly label: string }[];
  readonly points: readonly ChartPoint[];
}

export interface ChartPoint {
  readonly t: number;
  readonly [series: string]: number | null;
}

/** Something that happened at a moment: an index created, a restart, another root. */
export interface ChartMark {
  readonly t: number;
  /** alert, alert-over: an alert began, or ended; `text` is the alert's. */
  readonly kind: 'start' | 'maintenance' | 'target' | 'alert' | 'alert-over';
  readonly text: string;
}

/**
 * A column is the mean of its cell; `…Min` and `…Max` beside it are the extremes, so that a spike of
 * a second is still seen in a year.
 */
export interface Charts {
  /** Start of the time axis: of the range, or later where history begins later. */
  readonly fromAt: number;
  readonly toAt: number;
  /** Width of a point, ms. */
  readonly stepMs: number;
  /**
   * What is told of queues before this was worked out from their tables when Lookout first watched
   * them; null: all of it was measured.
   */
  readonly reconstructedTo: number | null;
  /** Stacked: waiting, inFlight (both queues). */
  readonly depth: Chart;
  /** Per minute: arrived, finished, failed. */
  readonly flow: Chart;
  /** Stacked: working, waiting, ready, blocked, other. */
  readonly sessions: Chart;
  /** oldest waiting, ms. */
  readonly oldest: Chart;
  /** Assigned until completed: p50, p95, max, ms. */
  readonly latency: Chart;
  /** The two queries that have a budget, ms: queue (the 50 next in line), stats. */
  readonly queries: Chart;
  /** API probe response time, ms; empty when it is off. */
  readonly probe: Chart;
  readonly marks: readonly ChartMark[];
}

/** How far back the charts reach, in minutes. */
export type RangeMin = number;

// ---------------------------------------------------------------------------------- the snapshot

export interface Watched {
  /** What is watched, as a title: the folder's name, `demo` or the file's name. */
  readonly title: string;
  readonly root: string | null;
  readonly architectDb: string | null;
  readonly assignerDb: string | null;
  /** tmux -L name; null for the default server. */
  readonly tmuxSocket: string | null;
  readonly demo: boolean;
}

export interface Timings {
  /** Last reading of the databases, ms, and whether it ran any SQL. */
  readonly tickMs: number | null;
  readonly scanMs: number | null;
  /** What the slower of the two queues took last: the 50 next in line, and counting by status. */
  readonly queueMs: number | null;
  readonly statsMs: number | null;
  readonly panes: number;
  readonly captured: number;
}

/** What the API probe saw last. */
export interface ProbeResult {
  readonly url: string;
  readonly at: number;
  readonly ms: number | null;
  readonly status: number | null;
  readonly budgetMs: number;
}

/** Lookout's own history: whether it is kept, and why not. */
export interface HistoryStatus {
  readonly isKept: boolean;
  readonly problem: Problem | null;
  /** Where a damaged file was moved to in this run. */
  readonly setAside: string | null;
  /** Size of the file; null where there is none. */
  readonly bytes: number | null;
}

export interface Snapshot {
  readonly seq: number;
  readonly takenAt: number;
  readonly paused: boolean;
  readonly watched: Watched;
  readonly headline: Headline;
  readonly stats: Stats;
  /** null where the table cannot be read; `sources` says why. */
  readonly queues: Readonly<Record<QueueName, Queue | null>>;
  readonly sessions: readonly Session[];
  readonly reconciliation: Reconciliation;
  readonly errors: Errors | null;
  readonly pool: readonly PoolMember[] | null;
  readonly workers: readonly WorkerRow[] | null;
  readonly nodes: readonly NodeRow[] | null;
  readonly indexes: readonly IndexReport[];
  readonly redundant: readonly RedundantIndex[];
  /** When the definitions of indexes were last compared; null before. */
  readonly indexesAt: number | null;
  /** Of each database the longest first. */
  readonly slowStatements: readonly SlowStatement[];
  readonly attention: readonly AttentionItem[];
  readonly alerts: AlertsNow;
  readonly charts: Charts;
  readonly history: HistoryStatus;
  readonly probe: ProbeResult | null;
  /** Each by its name, and after them one for each remote host. */
  readonly sources: Readonly<Record<SourceName, SourceStatus>> &
    Readonly<Record<RemoteName, SourceStatus>>;
  readonly timings: Timings;
}
