import { beforeAndAfter } from '../core/maintenance/report.ts';
import type { ChildRunner } from '../core/maintenance/child-runner.ts';
import { asMaintenanceError, MaintenanceError } from '../core/maintenance/maintenance-error.ts';
import { MaintenanceService } from '../core/maintenance/service.ts';
import type { WatchTarget } from '../core/monitor/port.ts';
import type { Log } from '../core/log.ts';
import type {
  AdviseRequest,
  ApplyRequest,
  IndexResult,
  MaintenancePlan,
  MaintenanceProgress,
  PlanRequest,
  RollbackRequest,
} from '../shared/maintenance.ts';
import type {
  CheckRequest,
  Job,
  JobKind,
  JobOutcome,
  MaintenanceState,
  RollbackStep,
  RunningJob,
  StatisticsRequest,
} from '../shared/maintenance-job.ts';
import type { DatabaseName } from '../shared/model.ts';
import { plural } from '../shared/words.ts';
import { CommandFailure } from './command-failure.ts';

interface Options {
  /** Lookout's own data: journal, locks and saved statistics live under it. */
  readonly dataDir: string;
  readonly start: ChildRunner;
  readonly log: Log;
  readonly onProgress: (progress: MaintenanceProgress) => void;
  /** A job is over that may have changed definitions. */
  readonly onChanged: () => void;
  /** A job was stopped because something else is watched now; a sentence. */
  readonly onLeft: (text: string) => void;
}

interface Running {
  readonly job: RunningJob;
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

type Work = (
  service: MaintenanceService,
  options: { signal: AbortSignal; onProgress: (progress: MaintenanceProgress) => void },
) => Promise<JobOutcome>;

/**
 * Index maintenance of what is watched: one service per target, one job at a time, and what the
 * window is told of it. All SQL runs in child processes (docs/decisions/0005).
 */
export class MaintenanceHost {
  readonly #options: Options;
  #service: MaintenanceService | null = null;
  #databases: MaintenanceState['databases'] = [];
  #running: Running | null = null;
  #last: MaintenanceState['last'] = null;
  #planning: AbortController | null = null;
  #onState: (state: MaintenanceState) => void = () => {};

  constructor(options: Options) {
    this.#options = options;
  }

  /** Called with the state whenever it has changed. */
  onState(listener: (state: MaintenanceState) => void): void {
    this.#onState = listener;
  }

  /** Looks after the databases of this target from now on; a job on another one is cancelled. */
  watch({ assignerDb, architectDb }: WatchTarget): void {
    const target = { assigner: assignerDb, architect: architectDb };
    const databases = (['assigner', 'architect'] as const).flatMap((database) => {
      const file = target[database];
      return file === null ? [] : [{ database, file }];
    });
    // Another tmux server is no reason to stop work on the same files.
    if (JSON.stringify(databases) === JSON.stringify(this.#databases)) return;
    void this.#close(this.#service);
    this.#databases = databases;
    this.#last = null;
    const { dataDir, start } = this.#options;
    this.#service =
      databases.length === 0 ? null : new MaintenanceService({ target, dataDir, start });
    this.#tell();
    void this.#finishJournal();
  }

  state(): MaintenanceState {
    return {
      databases: this.#databases,
      running: this.running,
      last: this.#last,
      journal: this.#service?.journal() ?? [],
    };
  }

  /** What runs now, in words; null when nothing does. */
  get running(): RunningJob | null {
    return this.#running?.job ?? null;
  }

  get hasDatabases(): boolean {
    return this.#service !== null;
  }

  async plan(request: PlanRequest): Promise<MaintenancePlan> {
    const service = this.#require();
    this.stopPlanning();
    const planning = new AbortController();
    this.#planning = planning;
    try {
      return await service.plan(request, { signal: planning.signal });
    } catch (error) {
      throw asFailure(error);
    } finally {
      if (this.#planning === planning) this.#planning = null;
    }
  }

  stopPlanning(): void {
    this.#planning?.abort();
  }

  async apply(request: ApplyRequest): Promise<void> {
    await this.#run('apply', 'Creating indexes', async (service, options) =>
      asIndexes(await service.apply(request, options)),
    );
  }

  planRollback(request: RollbackRequest): readonly RollbackStep[] {
    return this.#require().planRollback(request);
  }

  async rollBack(request: RollbackRequest): Promise<void> {
    await this.#run('rollback', 'Taking back', async (service, options) =>
      asIndexes(await service.rollback(request, options)),
    );
  }

  async measureOnCopy(name: string): Promise<void> {
    await this.#run('copy', `Measuring ${name} on a copy`, async (service, options) => ({
      kind: 'copy',
      copy: await service.measureOnCopy(name, options),
    }));
  }

  async advise(request: AdviseRequest): Promise<void> {
    await this.#run('advise', 'Looking for indexes', async (service, options) => ({
      kind: 'advice',
      advice: await service.advise(request, options),
    }));
  }

  async planOptimize(database: DatabaseName): Promise<readonly string[]> {
    try {
      return await this.#require().planOptimize(database);
    } catch (error) {
      throw asFailure(error);
    }
  }

  async gatherStatistics({ database, action }: StatisticsRequest): Promise<void> {
    const title = action === 'analyze' ? 'Analyzing' : 'Optimizing';
    await this.#run(action, `${title} ${database}.db`, async (service, options) => ({
      kind: 'statistics',
      statistics: await service[action](database, options),
    }));
  }

  async restoreStatistics(journalId: string): Promise<void> {
    await this.#run('restore', 'Putting statistics back', async (service, options) => ({
      kind: 'statistics',
      statistics: await service.restoreStatistics(journalId, options),
    }));
  }

  async check({ database, check }: CheckRequest): Promise<void> {
    const title = `${check === 'quick' ? 'Quick check' : 'Integrity check'} of ${database}.db`;
    await this.#run('check', title, async (service, options) => ({
      kind: 'check',
      check: await service.check(database, check, options),
    }));
  }

  async backUp(database: DatabaseName, to: string): Promise<void> {
    await this.#run('backup', `Backing up ${database}.db`, async (service, options) => ({
      kind: 'backup',
      backup: await service.backUp(database, to, options),
    }));
  }

  /** The journal and its measurements as Markdown. */
  report(): string {
    return this.#require().report();
  }

  /** Resolves once what ran is over and the database is as it was. */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = { ...running, job: { ...running.job, isCancelling: true } };
    this.#tell();
    running.stop.abort();
    await running.over;
  }

  dismiss(): void {
    this.#last = null;
    this.#tell();
  }

  /** Cancels what runs and ends the child processes. */
  async stop(): Promise<void> {
    await this.#close(this.#service);
  }

  #require(): MaintenanceService {
    if (this.#service !== null) return this.#service;
    throw new CommandFailure('refused', 'No database is watched yet: there is nothing to work on.');
  }

  /** One job at a time; what goes wrong once it has begun is its outcome. */
  async #run(kind: JobKind, title: string, work: Work): Promise<void> {
    const service = this.#require();
    if (this.#running !== null) {
      throw new CommandFailure('refused', `${this.#running.job.title} is still going on.`);
    }
    const job = { job: kind, title, startedAt: Date.now() };
    const stop = new AbortController();
    const over = this.#outcomeOf(service, work, stop.signal).then((outcome) =>
      this.#end(service, job, outcome),
    );
    this.#running = { job: { ...job, isCancelling: false }, stop, over };
    this.#last = null;
    this.#tell();
    await over;
  }

  async #outcomeOf(
    service: MaintenanceService,
    work: Work,
    signal: AbortSignal,
  ): Promise<JobOutcome> {
    try {
      return await work(service, { signal, onProgress: this.#options.onProgress });
    } catch (error) {
      const { kind, message } = asMaintenanceError(error);
      if (!(error instanceof MaintenanceError)) {
        this.#options.log('error', 'Maintenance failed.', error);
      }
      return { kind: 'failed', refusal: kind, message };
    }
  }

  #end(service: MaintenanceService, job: Job, outcome: JobOutcome): void {
    this.#running = null;
    if (service === this.#service) this.#last = { ...job, endedAt: Date.now(), outcome };
    else this.#options.onLeft(`${job.title} was stopped: something else is watched now.`);
    this.#options.log('info', `${job.title}: ${wordsOf(outcome)}`);
    this.#tell();
    this.#options.onChanged();
  }

  /** Finds out how work ended that a crash interrupted. */
  async #finishJournal(): Promise<void> {
    const service = this.#service;
    if (service?.journal().every(({ outcome }) => outcome !== 'unfinished') ?? true) return;
    try {
      await service?.inspect();
    } catch (error) {
      this.#options.log('warn', 'How earlier maintenance ended could not be found out.', error);
    }
    if (service === this.#service) this.#tell();
  }

  async #close(service: MaintenanceService | null): Promise<void> {
    this.stopPlanning();
    this.#running?.stop.abort();
    await this.#running?.over;
    await service?.close();
  }

  #tell(): void {
    this.#onState(this.state());
  }
}

const asIndexes = (results: readonly IndexResult[]): JobOutcome => ({
  kind: 'indexes',
  results,
  figures: beforeAndAfter(results.flatMap(({ changes }) => changes)),
});

const asFailure = (error: unknown): CommandFailure => {
  const { kind, message } = asMaintenanceError(error);
  return new CommandFailure(kind === 'bad-request' ? 'bad-argument' : 'failed', message);
};

/** For the log: no name of anything. */
function wordsOf(outcome: JobOutcome): string {
  switch (outcome.kind) {
    case 'indexes': {
      const done = outcome.results.filter((one) => one.outcome === 'done').length;
      const not = outcome.results.filter((one) => one.outcome === 'not-done');
      const why = [...new Set(not.map(({ refusal }) => refusal))].join(', ');
      return `${plural(done, 'index', 'indexes')} done${not.length > 0 ? `, ${not.length} not (${why})` : ''}`;
    }
    case 'failed':
      return outcome.refusal;
    case 'check':
      return outcome.check.ok ? 'ok' : 'not ok';
    default:
      return 'done';
  }
}
