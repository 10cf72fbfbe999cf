import { randomUUID } from 'node:crypto';
import type {
  Advice,
  AdviseRequest,
  ApplyRequest,
  BackupResult,
  CheckResult,
  CopyResult,
  IndexResult,
  Inspection,
  JournalLine,
  MaintenancePlan,
  PlanRequest,
  QueryMeasure,
  RollbackRequest,
  StatisticsResult,
} from '../../shared/maintenance.ts';
import {
  adviseRequest,
  applyRequest,
  planRequest,
  rollbackRequest,
} from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import { adviseOn } from './advice.ts';
import { applyPlan } from './apply.ts';
import { makeBackup } from './backup.ts';
import { builtIn } from './catalogue.ts';
import { MaintenanceContext, type ContextOptions, type JobOptions } from './context.ts';
import { finishJournal } from './journaled-change.ts';
import { MaintenanceError } from './maintenance-error.ts';
import { markdownReport } from './report.ts';
import { tryEntryOnCopy } from './trial.ts';
import { gatherStatistics, putStatisticsBack } from './tune.ts';
import { journalLines, rollBack, undoable, undoStatements } from './undo.ts';

/** Plans are kept until this many newer ones were made: nobody says yes to an older one. */
const KEPT_PLANS = 8;

export type ServiceOptions = Pick<ContextOptions, 'target' | 'dataDir' | 'start'> &
  Partial<ContextOptions>;

/**
 * Everything that can be done about indexes, for window and command line alike. All SQL runs in
 * child processes, so this can live in Electron's main process. Methods reject with a
 * MaintenanceError; where there are several indexes or files, each has its own result instead.
 */
export class MaintenanceService {
  readonly #context: MaintenanceContext;
  readonly #plans = new Map<string, MaintenancePlan>();
  #job: {
    readonly name: string;
    readonly stop: AbortController;
    readonly over: Promise<void>;
  } | null = null;

  constructor(options: ServiceOptions) {
    this.#context = new MaintenanceContext({
      catalogue: builtIn,
      clock: Date.now,
      patienceMs: 5000,
      pauseMs: 500,
      ...options,
    });
  }

  /** Every index's state now; also finds out how work ended that a crash interrupted. */
  async inspect(options: JobOptions = {}): Promise<Inspection> {
    if (this.#job === null) await finishJournal(this.#context);
    const { values, problems } = await this.#context.each((database, file) =>
      this.#context.run('inspect', { file, database, catalogue: this.#context.catalogue }, options),
    );
    return {
      indexes: values.flatMap(({ indexes }) => indexes),
      redundant: values.flatMap(({ redundant }) => redundant),
      problems,
    };
  }

  /** What would be done, with figures; nothing is changed. Unknown names are refused. */
  async plan(request: PlanRequest = {}, options: JobOptions = {}): Promise<MaintenancePlan> {
    const { only, replace = [], asReference, quick } = planRequest.parse(request);
    const { catalogue } = this.#context;
    const known = new Set(catalogue.entries.map(({ name }) => name));
    const unknown = [...(only ?? []), ...replace].find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new MaintenanceError('bad-request', `The catalogue has no index ${unknown}.`);
    }
    const { values, problems } = await this.#context.each((database, file) => {
      const entries = catalogue.entries.filter(
        (entry) =>
          entry.database === database &&
          (only ? only.includes(entry.name) : entry.group !== 'optional'),
      );
      const argument = { file, catalogue, entries, asReference, replace, quick };
      return this.#context.run('plan', argument, options);
    });
    const plan: MaintenancePlan = {
      id: randomUUID(),
      at: this.#context.clock(),
      asReference,
      indexes: values.flat(),
      problems,
    };
    this.#plans.set(plan.id, plan);
    for (const id of [...this.#plans.keys()].slice(0, -KEPT_PLANS)) this.#plans.delete(id);
    return plan;
  }

  /** Does what a plan of this service said, and nothing else. */
  apply(request: ApplyRequest, options: JobOptions = {}): Promise<readonly IndexResult[]> {
    const { planId, only, longBuilds } = applyRequest.parse(request);
    const plan = this.#plans.get(planId);
    if (plan === undefined) {
      throw new MaintenanceError('bad-request', 'That plan is not known any more; plan again.');
    }
    return this.#exclusive('Creating indexes', options, (signal) =>
      applyPlan(this.#context, plan, { ...options, signal, only: only ?? null, longBuilds }),
    );
  }

  /** What a rollback would take back, newest first, with the SQL. */
  planRollback(request: RollbackRequest = {}): readonly {
    readonly line: JournalLine;
    readonly statements: readonly string[];
  }[] {
    const lines = new Map(this.journal().map((line) => [line.id, line]));
    return undoable(this.#context, rollbackRequest.parse(request).only ?? null).flatMap((entry) => {
      const line = lines.get(entry.intent.id);
      return line ? [{ line, statements: undoStatements(entry) }] : [];
    });
  }

  async rollback(
    request: RollbackRequest = {},
    options: JobOptions = {},
  ): Promise<readonly IndexResult[]> {
    const { only } = rollbackRequest.parse(request);
    await finishJournal(this.#context);
    return this.#exclusive('Rolling back', options, (signal) =>
      rollBack(this.#context, undoable(this.#context, only ?? null), { ...options, signal }),
    );
  }

  /** Plan and time of the catalogue's queries now. */
  async measure(options: JobOptions = {}): Promise<readonly QueryMeasure[]> {
    const { values, problems } = await this.#context.each((database, file) => {
      const queries = this.#context.catalogue.queries.filter((one) => one.database === database);
      return this.#context.run('measure', { file, queries }, options);
    });
    const [problem] = problems;
    if (values.length === 0 && problem !== undefined) {
      throw new MaintenanceError('failed', problem.message);
    }
    return values.flat();
  }

  /** True before and after of one index, on a copy. */
  measureOnCopy(name: string, options: JobOptions = {}): Promise<CopyResult> {
    return this.#exclusive('Measuring on a copy', options, (signal) =>
      tryEntryOnCopy(this.#context, name, { ...options, signal }),
    );
  }

  /** Which indexes would serve a workload; the catalogue's own queries where none is given. */
  advise(request: AdviseRequest = {}, options: JobOptions = {}): Promise<Advice> {
    const { sql, onCopy } = adviseRequest.parse(request);
    return this.#exclusive('Advising', options, (signal) =>
      adviseOn(this.#context, { sql: sql ?? null, onCopy }, { ...options, signal }),
    );
  }

  analyze(database: DatabaseName, options: JobOptions = {}): Promise<StatisticsResult> {
    return this.#exclusive('Analyzing', options, (signal) =>
      gatherStatistics(this.#context, database, 'analyze', { ...options, signal }),
    );
  }

  /** What `optimize` would run. */
  planOptimize(database: DatabaseName, options: JobOptions = {}): Promise<readonly string[]> {
    return this.#context.run('optimizeDryRun', { file: this.#context.fileOf(database) }, options);
  }

  optimize(database: DatabaseName, options: JobOptions = {}): Promise<StatisticsResult> {
    return this.#exclusive('Optimizing', options, (signal) =>
      gatherStatistics(this.#context, database, 'optimize', { ...options, signal }),
    );
  }

  restoreStatistics(journalId: string, options: JobOptions = {}): Promise<StatisticsResult> {
    return this.#exclusive('Putting statistics back', options, (signal) =>
      putStatisticsBack(this.#context, journalId, { ...options, signal }),
    );
  }

  async check(
    database: DatabaseName,
    check: CheckResult['check'],
    options: JobOptions = {},
  ): Promise<CheckResult> {
    const file = this.#context.fileOf(database);
    const { findings, tookMs } = await this.#context.run('check', { file, check }, options);
    return { database, check, ok: findings.length === 0, findings, tookMs };
  }

  backUp(database: DatabaseName, to: string, options: JobOptions = {}): Promise<BackupResult> {
    return this.#exclusive('Backing up', options, (signal) =>
      makeBackup(this.#context, { database, to }, { ...options, signal }),
    );
  }

  /** What Lookout did to these databases, newest first. */
  journal(): readonly JournalLine[] {
    return journalLines(this.#context);
  }

  /** The journal and its measurements as Markdown, for a change log. */
  report(): string {
    return markdownReport(this.journal());
  }

  /** What runs now, in a few words; null when nothing does. */
  get running(): string | null {
    return this.#job?.name ?? null;
  }

  /** Stops what runs and resolves once it is really over and the database is as it was. */
  async cancel(): Promise<void> {
    this.#job?.stop.abort();
    await this.#job?.over;
  }

  /** Ends the processes that did the work; what runs is cancelled first. */
  async close(): Promise<void> {
    await this.cancel();
    this.#context.close();
  }

  /** One job that writes at a time. `options.signal` and `cancel` both stop it. */
  async #exclusive<T>(
    name: string,
    { signal }: JobOptions,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (this.#job !== null) {
      throw new MaintenanceError('busy', `${this.#job.name} is still going on.`);
    }
    const stop = new AbortController();
    const result = work(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal);
    const over = result.then(
      () => undefined,
      () => undefined,
    );
    this.#job = { name, stop, over };
    try {
      return await result;
    } finally {
      this.#job = null;
    }
  }
}
