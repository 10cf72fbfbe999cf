import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseProblem, MaintenanceProgress, Phase } from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import { isAlive } from './alive.ts';
import type { Catalogue } from './catalogue.ts';
import { Children, type ChildRunner, type TaskOptions } from './child-runner.ts';
import { Journal, journalFileIn } from './journal.ts';
import { MaintenanceError } from './maintenance-error.ts';
import type { TaskName, Tasks } from './tasks.ts';

/** The two files that are looked after; null where one is not known. */
export type MaintenanceTarget = Readonly<Record<DatabaseName, string | null>>;

export interface ContextOptions {
  readonly target: MaintenanceTarget;
  /** Lookout's own data: journal, locks, saved statistics and copies live under it. */
  readonly dataDir: string;
  readonly start: ChildRunner;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** How long a build tries for the write lock before it gives up. */
  readonly patienceMs: number;
  /** Between two builds, so that waiting writers get their turn. */
  readonly pauseMs: number;
}

export interface JobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: MaintenanceProgress) => void) | undefined;
}

/** What every maintenance job needs: where things are, and a way to run tasks. Does no SQL itself. */
export class MaintenanceContext {
  readonly target: MaintenanceTarget;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly patienceMs: number;
  readonly pauseMs: number;
  readonly journal: Journal;
  readonly #folder: string;
  readonly #children: Children;

  constructor({ target, dataDir, start, catalogue, clock, patienceMs, pauseMs }: ContextOptions) {
    this.target = target;
    this.catalogue = catalogue;
    this.clock = clock;
    this.patienceMs = patienceMs;
    this.pauseMs = pauseMs;
    this.#children = new Children(start);
    this.#folder = join(dataDir, 'maintenance');
    this.journal = new Journal(journalFileIn(dataDir));
    this.#sweepCopies();
  }

  run<N extends TaskName>(
    task: N,
    argument: Tasks[N]['argument'],
    options?: TaskOptions,
  ): Promise<Tasks[N]['value']> {
    return this.#children.run(task, argument, options);
  }

  /** Ends the child processes. */
  close(): void {
    this.#children.close();
  }

  /** The files that are known, by name. */
  files(): readonly { readonly database: DatabaseName; readonly file: string }[] {
    return (['assigner', 'architect'] as const).flatMap((database) => {
      const file = this.target[database];
      return file === null ? [] : [{ database, file }];
    });
  }

  /** Throws a MaintenanceError where that database is not known. */
  fileOf(database: DatabaseName): string {
    const file = this.target[database];
    if (file === null) throw new MaintenanceError('missing', `No ${database} database is watched.`);
    return file;
  }

  /** Runs `work` for each file; one that fails is a problem and the other still counts. */
  async each<T>(
    work: (database: DatabaseName, file: string) => Promise<T>,
  ): Promise<{ readonly values: readonly T[]; readonly problems: readonly DatabaseProblem[] }> {
    const values: T[] = [];
    const problems: DatabaseProblem[] = [];
    for (const { database, file } of this.files()) {
      try {
        values.push(await work(database, file));
      } catch (error) {
        if (error instanceof MaintenanceError && error.kind === 'cancelled') throw error;
        problems.push({
          database,
          file,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
    return { values, problems };
  }

  lockOf(file: string): string {
    const name = createHash('sha256').update(file).digest('hex').slice(0, 32);
    return join(this.#folder, 'locks', `${name}.lock`);
  }

  statisticsFile(id: string): string {
    return join(this.#folder, `statistics-${id}.json`);
  }

  /** Copies that a Lookout which was killed could not remove. */
  #sweepCopies(): void {
    for (const name of readdirSync(this.#folder)) {
      const pid = /^copies-(\d+)-/.exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) {
        rmSync(join(this.#folder, name), { recursive: true, force: true });
      }
    }
  }

  /** An empty folder for copies, removed with all that is in it once `work` is over. */
  async withCopies<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.#folder, `copies-${process.pid}-${this.clock()}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      return await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** What a job tells about itself while it runs: its phase at once, its elapsed time as it passes. */
export class Reporter {
  readonly #base: Omit<MaintenanceProgress, 'phase' | 'elapsedMs' | 'writersWaitMs'>;
  readonly #onProgress: ((progress: MaintenanceProgress) => void) | undefined;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #timer: NodeJS.Timeout;
  #phase: Phase = 'preparing';
  #lockedAt: number | null = null;

  constructor(
    base: Omit<MaintenanceProgress, 'phase' | 'elapsedMs' | 'writersWaitMs'>,
    { onProgress }: JobOptions,
    clock: Clock,
  ) {
    this.#base = base;
    this.#onProgress = onProgress;
    this.#clock = clock;
    this.#startedAt = clock();
    this.#timer = setInterval(() => this.#tell(), 250);
    this.#timer.unref();
  }

  enter(phase: Phase): void {
    this.#phase = phase;
    if (phase === 'building') this.#lockedAt = this.#clock();
    else if (phase !== 'committing') this.#lockedAt = null;
    this.#tell();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    const now = this.#clock();
    this.#onProgress?.({
      ...this.#base,
      phase: this.#phase,
      elapsedMs: now - this.#startedAt,
      writersWaitMs: this.#lockedAt === null ? 0 : now - this.#lockedAt,
    });
  }
}
