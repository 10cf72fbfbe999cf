import { z } from 'zod';
import type {
  Advice,
  BackupResult,
  CheckResult,
  CopyResult,
  FigureChange,
  IndexResult,
  JournalLine,
  RefusalKind,
  StatisticsResult,
} from './maintenance.ts';
import type { DatabaseName } from './model.ts';

/** Maintenance as the running app tells its window of it: what goes on, what came of it, what was done. */

export type JobKind =
  | 'apply'
  | 'rollback'
  | 'copy'
  | 'advise'
  | 'analyze'
  | 'optimize'
  | 'restore'
  | 'check'
  | 'backup';

/** What a job came to. What could not be done at all is `failed`, with its reason. */
export type JobOutcome =
  | {
      readonly kind: 'indexes';
      readonly results: readonly IndexResult[];
      /** The reference document's table, with this job's own figures. */
      readonly figures: readonly FigureChange[];
    }
  | { readonly kind: 'copy'; readonly copy: CopyResult }
  | { readonly kind: 'advice'; readonly advice: Advice }
  | { readonly kind: 'statistics'; readonly statistics: StatisticsResult }
  | { readonly kind: 'check'; readonly check: CheckResult }
  | { readonly kind: 'backup'; readonly backup: BackupResult }
  | { readonly kind: 'failed'; readonly refusal: RefusalKind; readonly message: string };

export interface Job {
  readonly job: JobKind;
  /** As a person would name it: "Creating 3 indexes". */
  readonly title: string;
  readonly startedAt: number;
}

export interface RunningJob extends Job {
  /** Cancel was asked for; it ends as soon as its process is gone. */
  readonly isCancelling: boolean;
}

export interface EndedJob extends Job {
  readonly endedAt: number;
  readonly outcome: JobOutcome;
}

export interface MaintenanceState {
  /** The databases that can be looked after; empty while nothing is watched. */
  readonly databases: readonly { readonly database: DatabaseName; readonly file: string }[];
  readonly running: RunningJob | null;
  /** Shown until it is dismissed or another job ends. */
  readonly last: EndedJob | null;
  /** What Lookout did to these databases, newest first. */
  readonly journal: readonly JournalLine[];
}

/** What taking one journal line back would run. */
export interface RollbackStep {
  readonly line: JournalLine;
  readonly statements: readonly string[];
}

export const databaseName = z.enum(['assigner', 'architect']) satisfies z.ZodType<DatabaseName>;

export const statisticsRequest = z.strictObject({
  database: databaseName,
  action: z.enum(['analyze', 'optimize']),
});
export type StatisticsRequest = z.infer<typeof statisticsRequest>;

export const checkRequest = z.strictObject({
  database: databaseName,
  check: z.enum(['quick', 'integrity']),
});
export type CheckRequest = z.infer<typeof checkRequest>;
