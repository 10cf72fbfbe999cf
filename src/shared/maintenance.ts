import { z } from 'zod';
import type { DatabaseName, IndexReport, IndexState, RedundantIndex } from './model.ts';

/**
 * Index maintenance as window, command line and main process speak of it. Units as in `model.ts`:
 * milliseconds, bytes, and `null` for what is not known.
 */

// ---------------------------------------------------------------------------------- measuring

/** A line of the before-and-after table. */
export type Figure = 'queue' | 'sessions' | 'stats';

/** One query of the catalogue: its plan and its time, on a fresh connection. */
export interface QueryMeasure {
  readonly id: string;
  readonly database: DatabaseName;
  readonly title: string;
  readonly sql: string;
  readonly figure: Figure | null;
  readonly budgetMs: number | null;
  /** Steps as SQLite words them. */
  readonly plan: readonly string[];
  /** Named indexes that the plan uses. */
  readonly indexes: readonly string[];
  readonly sorts: boolean;
  readonly medianMs: number | null;
  readonly maxMs: number | null;
  /** Timed runs after one warm-up; fewer than five only where one run takes seconds. */
  readonly runs: number;
  readonly rows: number | null;
  /** Stands for the result rows: equal digests, equal rows. */
  readonly digest: string | null;
  /** Why it could not be run, in words. */
  readonly problem: string | null;
}

/** One query before and after a change. */
export interface QueryChange {
  readonly before: QueryMeasure;
  readonly after: QueryMeasure;
  /** Times faster; below 1 is slower. */
  readonly gain: number | null;
  /** Same rows with and without the index, at one moment; null where that could not be compared. */
  readonly sameRows: boolean | null;
  /** The plan uses the index and sorts nothing. */
  readonly good: boolean;
}

// ---------------------------------------------------------------------------------- planning

export interface Estimate {
  readonly rows: number;
  readonly bytes: number;
  readonly buildMs: number;
  /** The build may well take this little or this much. */
  readonly lowMs: number;
  readonly highMs: number;
  /** What it rests on, one sentence. */
  readonly basis: string;
}

/** note: good to know. second-yes: asks again. stop: cannot be done now. */
export interface Concern {
  readonly level: 'note' | 'second-yes' | 'stop';
  readonly text: string;
}

export interface PredictedPlan {
  readonly queryId: string;
  readonly plan: readonly string[];
  readonly good: boolean;
}

/** What would be done about one index; nothing of it has been done. */
export interface IndexPlan {
  readonly database: DatabaseName;
  readonly file: string;
  readonly table: string;
  readonly name: string;
  readonly state: IndexState;
  readonly reason: string;
  readonly action: 'create' | 'replace' | 'none';
  /** Exactly what would be run, in order, inside one transaction. */
  readonly statements: readonly string[];
  /** The index that a replacement removes, as sqlite_master has it. */
  readonly removes: { readonly name: string; readonly sql: string } | null;
  readonly estimate: Estimate | null;
  readonly journalMode: string;
  /** Who has to wait, and for how long, one sentence. */
  readonly waits: string;
  readonly freeBytes: number | null;
  readonly wantedBytes: number | null;
  readonly predicted: readonly PredictedPlan[];
  readonly now: readonly QueryMeasure[];
  readonly concerns: readonly Concern[];
  /** Stands for the table's definitions at this moment; a change refuses where they moved on. */
  readonly fingerprint: string;
  readonly identity: string;
}

export interface MaintenancePlan {
  readonly id: string;
  readonly at: number;
  readonly asReference: boolean;
  readonly indexes: readonly IndexPlan[];
  /** Databases that could not be looked at. */
  readonly problems: readonly DatabaseProblem[];
}

export interface DatabaseProblem {
  readonly database: DatabaseName;
  readonly file: string;
  readonly message: string;
}

export interface Inspection {
  readonly indexes: readonly IndexReport[];
  readonly redundant: readonly RedundantIndex[];
  readonly problems: readonly DatabaseProblem[];
}

// ---------------------------------------------------------------------------------- doing

export type RefusalKind =
  | 'busy'
  | 'other-lookout'
  | 'changed'
  | 'replaced'
  | 'disk-full'
  | 'read-only'
  | 'damaged'
  | 'missing'
  | 'needs-yes'
  | 'cancelled'
  | 'not-ours'
  | 'bad-request'
  | 'crashed'
  | 'failed';

export type Phase =
  'preparing' | 'waiting' | 'building' | 'committing' | 'measuring' | 'checking' | 'pausing';

/** What goes on at this moment. */
export interface MaintenanceProgress {
  readonly job: string;
  readonly database: DatabaseName;
  readonly name: string;
  readonly phase: Phase;
  readonly elapsedMs: number;
  readonly estimateMs: number | null;
  /** How long writers of the application have been waiting for this so far. */
  readonly writersWaitMs: number;
  /** Place in the list, from 1. */
  readonly step: number;
  readonly steps: number;
}

/** What became of one index. */
export interface IndexResult {
  readonly database: DatabaseName;
  readonly table: string;
  readonly name: string;
  readonly outcome: 'done' | 'nothing-to-do' | 'not-done';
  readonly refusal: RefusalKind | null;
  /** One sentence. */
  readonly reason: string;
  readonly statements: readonly string[];
  readonly estimateMs: number | null;
  readonly tookMs: number | null;
  /** How long the write lock was held: a writer waits for that, and until its own next try. */
  readonly writersWaitedMs: number | null;
  readonly bytes: number | null;
  readonly changes: readonly QueryChange[];
  readonly journalId: string | null;
}

/** One line of what Lookout did to a database. */
export interface JournalLine {
  readonly id: string;
  readonly at: number;
  readonly action:
    'create' | 'replace' | 'rollback' | 'analyze' | 'optimize' | 'restore' | 'backup';
  readonly database: DatabaseName;
  readonly file: string;
  readonly table: string;
  /** Of the index; of a backup its file; else as the action. */
  readonly name: string;
  /** SQL of what was created and of what was dropped, as sqlite_master has it. */
  readonly created: readonly string[];
  readonly dropped: readonly string[];
  /** unfinished: Lookout or the machine stopped before the end; Verify finds out. */
  readonly outcome: 'done' | 'not-done' | 'unfinished';
  readonly reason: string;
  readonly tookMs: number | null;
  readonly changes: readonly QueryChange[];
  /** The journal line that took it back. */
  readonly undoneBy: string | null;
  readonly canUndo: boolean;
}

/** Before and after for statistics. */
export interface StatisticsResult {
  readonly database: DatabaseName;
  readonly action: 'analyze' | 'optimize' | 'restore';
  /** What was run; empty when SQLite saw nothing to do. */
  readonly statements: readonly string[];
  readonly tookMs: number;
  readonly changes: readonly QueryChange[];
  /** Queries that got slower: the saved statistics can be put back. */
  readonly slower: readonly string[];
  readonly journalId: string | null;
}

export interface CheckResult {
  readonly database: DatabaseName;
  readonly check: 'quick' | 'integrity';
  readonly ok: boolean;
  /** SQLite's findings, at most 100. */
  readonly findings: readonly string[];
  readonly tookMs: number;
}

export interface BackupResult {
  readonly database: DatabaseName;
  readonly file: string;
  readonly bytes: number;
  readonly tookMs: number;
  readonly verified: boolean;
}

/** One line of the before-and-after table: the sum of its queries' medians. */
export interface FigureChange {
  readonly operation: string;
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly budgetMs: number | null;
}

/** True figures of a build on a copy; the original was only read. */
export interface CopyResult {
  readonly database: DatabaseName;
  readonly name: string;
  readonly copyMs: number;
  readonly buildMs: number;
  readonly bytes: number;
  readonly changes: readonly QueryChange[];
}

// ---------------------------------------------------------------------------------- advising

/** An index that would serve a workload. */
export interface AdvisedIndex {
  readonly database: DatabaseName;
  readonly table: string;
  readonly name: string;
  readonly sql: string;
  /** Ids of the statements whose plans use it. */
  readonly serves: readonly string[];
  /** True figures of a copy; null where none was made. */
  readonly buildMs: number | null;
  readonly bytes: number | null;
  /** What each inserted row costs more, microseconds. */
  readonly insertUs: number | null;
}

/** One statement of a workload, without the advised indexes and with them. */
export interface AdvisedQuery {
  readonly id: string;
  readonly database: DatabaseName | null;
  readonly sql: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Named indexes that the plan uses then. */
  readonly uses: readonly string[];
  readonly sorts: boolean;
  /** Only SELECTs are timed, on a copy; parameters take a value out of their column. */
  readonly beforeMs: number | null;
  readonly afterMs: number | null;
  readonly gain: number | null;
  /** Why it could not be looked at, in words. */
  readonly problem: string | null;
}

export interface Advice {
  /** False where only plans were looked at. */
  readonly measured: boolean;
  readonly indexes: readonly AdvisedIndex[];
  readonly queries: readonly AdvisedQuery[];
  readonly problems: readonly DatabaseProblem[];
}

// ---------------------------------------------------------------------------------- asking

export const indexName = z.string().min(1).max(128);
export const journalId = z.string().min(1).max(64);
const names = z.array(indexName).max(200);

/** Arguments as they come from a window or a command line. */
export const planRequest = z.strictObject({
  only: names.optional(),
  /** Names whose drifted or improvable index is to be replaced. */
  replace: names.optional(),
  asReference: z.boolean().default(false),
  /** Skip the timing of queries. */
  quick: z.boolean().default(false),
});
export type PlanRequest = z.input<typeof planRequest>;

export const adviseRequest = z.strictObject({
  /** Statements, separated by semicolons; the catalogue's own queries when left out. */
  sql: z.string().max(1_048_576).optional(),
  /** Time them on a copy, and leave out what does not help there. */
  onCopy: z.boolean().default(true),
});
export type AdviseRequest = z.input<typeof adviseRequest>;

export const applyRequest = z.strictObject({
  planId: z.string().max(64),
  /** Names to do; all that the plan would create when left out. */
  only: names.optional(),
  /** The second yes, for builds that may outlast the writers' patience. */
  longBuilds: z.boolean().default(false),
});
export type ApplyRequest = z.input<typeof applyRequest>;

export const rollbackRequest = z.strictObject({
  /** Journal ids, or index names; everything that can be undone when left out. */
  only: names.optional(),
});
export type RollbackRequest = z.input<typeof rollbackRequest>;
