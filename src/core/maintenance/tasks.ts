import type {
  BackupResult,
  CheckResult,
  IndexPlan,
  Inspection,
  Phase,
  QueryChange,
  QueryMeasure,
  RefusalKind,
} from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import type { AdviseOptions, FileAdvice } from './advise-file.ts';
import type { Catalogue, CatalogueQuery } from './catalogue.ts';
import type { Change, Changed } from './change.ts';
import type { CopyTrial } from './copy.ts';
import type { PlanOptions } from './plan.ts';
import type { SavedStatistics } from './saved-statistics.ts';

/**
 * What a maintenance child process can be asked for, one task at a time. All SQL of maintenance runs
 * there, so that Cancel is a kill and a crash costs nothing.
 */
export interface Tasks {
  inspect: {
    argument: { file: string; database: DatabaseName; catalogue: Catalogue };
    value: Pick<Inspection, 'indexes' | 'redundant'>;
  };
  plan: { argument: PlanOptions; value: readonly IndexPlan[] };
  measure: {
    argument: { file: string; queries: readonly CatalogueQuery[] };
    value: readonly QueryMeasure[];
  };
  measureAfter: {
    argument: {
      file: string;
      before: readonly QueryMeasure[];
      index: string | null;
      table: string | null;
    };
    value: readonly QueryChange[];
  };
  /** `lock`: a file of Lookout's own that is held meanwhile. */
  change: { argument: Change & { lock: string }; value: Changed };
  /** After a kill: mends the file if need be and tells which of these definitions are there. */
  settle: {
    argument: { file: string; lock: string; names: readonly string[] };
    value: Readonly<Record<string, string | null>>;
  };
  tryOnCopy: {
    argument: { change: Change; queries: readonly CatalogueQuery[]; folder: string };
    value: CopyTrial;
  };
  advise: { argument: AdviseOptions; value: FileAdvice };
  saveStatistics: { argument: { file: string }; value: SavedStatistics };
  statistics: {
    argument: {
      file: string;
      lock: string;
      action: 'analyze' | 'optimize' | 'restore';
      saved: SavedStatistics | null;
    };
    value: { statements: readonly string[]; tookMs: number };
  };
  optimizeDryRun: { argument: { file: string }; value: readonly string[] };
  check: {
    argument: { file: string; check: CheckResult['check'] };
    value: Pick<CheckResult, 'findings' | 'tookMs'>;
  };
  backUp: {
    argument: { file: string; to: string; folder: string };
    value: Pick<BackupResult, 'bytes' | 'tookMs'>;
  };
}

export type TaskName = keyof Tasks;

export type ToChild<N extends TaskName = TaskName> = {
  [K in N]: {
    readonly task: K;
    readonly argument: Tasks[K]['argument'];
    /** The process to work for; the child gives up when it is gone. */
    readonly parent: number;
  };
}[N];

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly refusal: RefusalKind; readonly message: string };

/** Both ends are Lookout's own and of one version: what is checked is only that it is a message. */
export const isToChild = (message: unknown): message is ToChild =>
  typeof message === 'object' && message !== null && 'task' in message && 'argument' in message;

export const isFromChild = (message: unknown): message is FromChild =>
  typeof message === 'object' && message !== null && 'kind' in message;

export const isValueOf = <N extends TaskName>(
  _task: N,
  _value: unknown,
): _value is Tasks[N]['value'] => true;
