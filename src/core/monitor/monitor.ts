import type { CommandError, TaskDetail } from '../../shared/contract.ts';
import type { Charts, DatabaseName, IndexReport, Snapshot } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { inspectIndexes } from '../maintenance/inspect.ts';
import type { TmuxReading } from '../readings.ts';
import { Reconciler, type Reconciled } from '../sessions/reconcile.ts';
import type { ArchitectSource } from '../sources/architect-source.ts';
import type { AssignerSource } from '../sources/assigner-source.ts';
import { assemble, type Readings } from './assemble.ts';
import { FailedRate } from './failed-rate.ts';
import { realParts, type Parts } from './parts.ts';
import type { WatchTarget, WorkerRequestName, WorkerRequests } from './port.ts';
import { sampleOf } from './sample-of.ts';
import { MemorySamples, type SampleStore } from './samples.ts';
import { Sightings } from './sightings.ts';
import { Watch } from './watch.ts';

interface MonitorOptions {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly log: Log;
  readonly clock?: Clock;
  /** Other sources than the real ones, for tests. */
  readonly parts?: Parts;
}

/** Nothing changed, but charts and forecasts go on: a snapshot at least this often. */
const HEARTBEAT_MS = 5000;
/** Definitions change seldom; a verification that is asked for comes at once. */
const INDEXES_EVERY_MS = 5 * 60_000;

/** A request that cannot be answered; `error` is what the person is told. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly error: CommandError;

  constructor(error: CommandError) {
    super(error.message);
    this.error = error;
  }
}

/** Everything that belongs to one target, and goes with it. */
interface Current {
  readonly target: WatchTarget;
  readonly watch: Watch;
  readonly reconciler: Reconciler;
  readonly samples: SampleStore;
  readonly failed: FailedRate;
  readonly sightings: Sightings;
  indexes: readonly IndexReport[];
  indexesAt: number | null;
}

/**
 * Watches one target: reads each source at its own pace, puts the readings together, and hands out
 * a numbered snapshot whenever something changed.
 */
export class Monitor {
  readonly #onSnapshot: (snapshot: Snapshot) => void;
  readonly #log: Log;
  readonly #parts: Parts;
  readonly #clock: Clock;
  #current: Current | null = null;
  #settings: Settings | null = null;
  #isPaused = false;
  #seq = 0;
  #publishing: NodeJS.Immediate | null = null;
  #heartbeat: NodeJS.Timeout | null = null;

  constructor({ onSnapshot, log, clock = Date.now, parts }: MonitorOptions) {
    this.#onSnapshot = onSnapshot;
    this.#log = log;
    this.#parts = parts ?? realParts(clock, log);
    this.#clock = clock;
  }

  /** Starts to watch `target` in place of what was watched before; its samples start afresh. */
  async watch(target: WatchTarget, settings: Settings): Promise<void> {
    const former = this.#current;
    this.#settings = settings;
    const current: Current = {
      target,
      watch: new Watch({
        target,
        settings,
        parts: this.#parts,
        clock: this.#clock,
        onChange: () => this.#changed(current),
      }),
      reconciler: new Reconciler(),
      samples: new MemorySamples(),
      failed: new FailedRate(),
      sightings: new Sightings(),
      indexes: [],
      indexesAt: null,
    };
    this.#current = current;
    await former?.watch.close();
    if (this.#current !== current) return;
    if (this.#isPaused) this.#publishSoon();
    else current.watch.start();
  }

  async setSettings(settings: Settings): Promise<void> {
    this.#settings = settings;
    await this.#current?.watch.setSettings(settings);
    this.#publishSoon();
  }

  async setPaused(isPaused: boolean): Promise<void> {
    if (this.#isPaused === isPaused) return;
    this.#isPaused = isPaused;
    const current = this.#current;
    this.#publishSoon();
    if (current === null) return;
    if (isPaused) {
      current.samples.gap(this.#clock());
      await current.watch.pause();
    } else current.watch.start();
  }

  /** Answers one request. Throws RequestError. */
  async request<N extends WorkerRequestName>(
    name: N,
    argument: WorkerRequests[N]['argument'],
  ): Promise<WorkerRequests[N]['value']> {
    const current = this.#current;
    if (current === null) {
      throw new RequestError({ kind: 'failed', message: 'Nothing is watched.' });
    }
    return this.#answers[name](current, argument);
  }

  readonly #answers: {
    readonly [N in WorkerRequestName]: (
      current: Current,
      argument: WorkerRequests[N]['argument'],
    ) => Promise<WorkerRequests[N]['value']>;
  } = {
    scanNow: async ({ watch }) => {
      await watch.readNow();
      this.#publish();
      return null;
    },
    verifyIndexes: async (current) => {
      this.#verifyIndexes(current);
      this.#publish();
      return null;
    },
    getTask: async ({ watch }, argument) => taskOf(watch, argument),
  };

  /** Resolves when every source is closed. No snapshot follows. */
  async stop(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    if (this.#publishing !== null) clearImmediate(this.#publishing);
    if (this.#heartbeat !== null) clearTimeout(this.#heartbeat);
    this.#publishing = null;
    this.#heartbeat = null;
    await current?.watch.close();
  }

  #changed(current: Current): void {
    if (current === this.#current) this.#publishSoon();
  }

  /** Sources that are read in the same moment share one snapshot. */
  #publishSoon(): void {
    this.#publishing ??= setImmediate(() => this.#publish());
  }

  #publish(): void {
    if (this.#publishing !== null) clearImmediate(this.#publishing);
    this.#publishing = null;
    if (this.#heartbeat !== null) clearTimeout(this.#heartbeat);
    this.#heartbeat = null;
    const current = this.#current;
    const settings = this.#settings;
    if (current === null || settings === null) return;
    const isDue =
      current.indexesAt === null || this.#clock() - current.indexesAt > INDEXES_EVERY_MS;
    if (isDue && !this.#isPaused) this.#verifyIndexes(current);
    this.#onSnapshot(this.#snapshot(current, settings));
    if (!this.#isPaused) this.#heartbeat = setTimeout(() => this.#publish(), HEARTBEAT_MS);
  }

  #snapshot(current: Current, settings: Settings): Snapshot {
    const now = this.#clock();
    const readings = { ...current.watch.readings(), indexes: current.indexes };
    const sources = current.watch.sources();
    const reconciled = reconcile(current.reconciler, readings, sources, now);
    const queues = {
      prompts: readings.assigner?.queue ?? null,
      task_queue: readings.architect?.queue ?? null,
    };
    this.#seq += 1;
    return assemble({
      seq: this.#seq,
      now,
      paused: this.#isPaused,
      watched: current.target,
      settings,
      readings,
      reconciled,
      sources,
      charts: this.#charts(current, settings, {
        now,
        queues,
        sources,
        reconciled,
        probe: readings.probe,
      }),
      stamp: (items, at) => current.sightings.stamp(items, at),
    });
  }

  #charts(
    { samples, failed }: Current,
    settings: Settings,
    { now, queues, sources, reconciled, probe }: Sampling,
  ): Charts {
    if (!this.#isPaused) {
      failed.note(
        Object.values(queues).filter((queue) => queue !== null),
        now,
      );
      samples.add(
        sampleOf({
          t: now,
          queues,
          sources,
          probe,
          sessions: reconciled.sessions,
          failedPerMin: failed.perMin(now),
        }),
      );
    }
    return samples.charts(settings.rangeMin, now);
  }

  #verifyIndexes(current: Current): void {
    const { assigner, architect } = current.watch;
    current.indexesAt = this.#clock();
    current.indexes = [
      ...this.#indexesOf('assigner', assigner),
      ...this.#indexesOf('architect', architect),
    ];
  }

  /** None of a database that cannot be read: its source says why. */
  #indexesOf(
    name: DatabaseName,
    database: AssignerSource | ArchitectSource | null,
  ): readonly IndexReport[] {
    if (database?.status().state !== 'live') return [];
    try {
      return database.ask((db) => inspectIndexes(db, name));
    } catch (error) {
      this.#log('warn', `The indexes of the ${name} database could not be verified.`, {
        error: String(error),
      });
      return [];
    }
  }
}

/** With no server at all nobody is in tmux, and that is certain. */
function reconcile(
  reconciler: Reconciler,
  { tmux, assigner, architect }: Omit<Readings, 'indexes'>,
  sources: Snapshot['sources'],
  now: number,
): Reconciled {
  const noServer = sources.tmux.problem?.kind === 'tmux-no-server';
  return reconciler.reconcile({
    tmux: noServer ? { ...nobody, takenAt: now } : tmux,
    isTmuxLive: noServer || sources.tmux.state === 'live',
    rows: assigner?.sessions ?? null,
    inFlight: assigner?.inFlight ?? [],
    pool: architect?.pool ?? null,
    now,
  });
}

const nobody: Omit<TmuxReading, 'takenAt'> = { sessions: [], names: [], panes: 0, captured: 0 };

interface Sampling {
  readonly now: number;
  readonly queues: Snapshot['queues'];
  readonly sources: Snapshot['sources'];
  readonly reconciled: Reconciled;
  readonly probe: Snapshot['probe'];
}

function taskOf(watch: Watch, { queue, id }: WorkerRequests['getTask']['argument']): TaskDetail {
  const database = queue === 'prompts' ? watch.assigner : watch.architect;
  const task = database?.getTask(id) ?? null;
  if (task !== null) return task;
  throw new RequestError({
    kind: 'not-found',
    message: `There is no ${queue === 'prompts' ? 'prompt' : 'task'} ${id} any more.`,
  });
}
