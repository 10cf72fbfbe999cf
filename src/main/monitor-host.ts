import type { Problem, Snapshot } from '../shared/model.ts';
import type { Settings } from '../shared/settings.ts';
import type {
  FromWorker,
  ToWorker,
  WatchTarget,
  WorkerRequestName,
  WorkerRequests,
} from '../core/monitor/port.ts';
import type { Delivery } from '../core/alerts/delivery.ts';
import type { Log } from '../core/log.ts';
import { backoffMs } from './backoff.ts';
import { CommandFailure } from './command-failure.ts';
import { staleSnapshot } from './stale-snapshot.ts';

/** What of a worker thread is used here. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  on(event: 'message', listener: (message: FromWorker) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): Promise<number>;
}

export interface MonitorHostOptions {
  readonly spawn: () => WorkerLike;
  /** The watcher died before its first snapshot: there is no picture yet that could say so. */
  readonly onUnseenCrash: (problem: Problem) => void;
  readonly log: Log;
}

const REQUEST_MS = 20_000;
const STOP_MS = 3000;
/** Up this long, a crash is a new one and not the same again. */
const STEADY_MS = 60_000;

interface Waiting {
  readonly settle: (reply: Extract<FromWorker, { kind: 'reply' }>) => void;
}

/** Runs the monitor in a worker thread, starts it again when it dies, and keeps its last snapshot. */
export class MonitorHost {
  readonly #options: MonitorHostOptions;
  readonly #listeners: ((snapshot: Snapshot) => void)[] = [];
  readonly #pauseListeners: (() => void)[] = [];
  readonly #deliveryListeners: ((delivery: Delivery) => void)[] = [];
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerLike | null = null;
  #watched: { target: WatchTarget; settings: Settings } | null = null;
  #paused = false;
  #latest: Snapshot | null = null;
  #lastId = 0;
  #failures = 0;
  #startedAt = 0;
  #crashedAt: number | null = null;
  #restart: NodeJS.Timeout | null = null;
  #stopped: (() => void) | null = null;
  #stopping = false;

  constructor(options: MonitorHostOptions) {
    this.#options = options;
  }

  /** The last snapshot, stale while the worker is down; null before the first. */
  get latest(): Snapshot | null {
    return this.#latest;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Each snapshot from now on, also the stale one of a watcher that is down. */
  onSnapshot(listener: (snapshot: Snapshot) => void): void {
    this.#listeners.push(listener);
  }

  /** Each thing that a person is to be told. */
  onDelivery(listener: (delivery: Delivery) => void): void {
    this.#deliveryListeners.push(listener);
  }

  onPause(listener: () => void): void {
    this.#pauseListeners.push(listener);
  }

  /** Starts the worker before it is known what to watch: loading it takes a while. */
  warmUp(): void {
    if (this.#worker === null) this.#start();
  }

  watch(target: WatchTarget, settings: Settings): void {
    if (this.#stopping) return;
    this.#watched = { target, settings };
    this.#latest = null;
    if (this.#worker === null) this.#start();
    else this.#post({ kind: 'watch', target, settings });
  }

  setSettings(settings: Settings): void {
    if (this.#watched === null) return;
    this.#watched = { ...this.#watched, settings };
    this.#post({ kind: 'settings', settings });
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#post({ kind: 'pause', paused });
    for (const listener of this.#pauseListeners) listener();
  }

  /** Asks the worker; rejects with a `CommandFailure` when it refuses, dies or takes too long. */
  request<N extends WorkerRequestName>(
    name: N,
    argument: WorkerRequests[N]['argument'],
  ): Promise<WorkerRequests[N]['value']> {
    if (this.#worker === null) return Promise.reject(new CommandFailure('failed', down));
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new CommandFailure('failed', `No answer within ${REQUEST_MS / 1000} s.`));
      }, REQUEST_MS);
      const settle: Waiting['settle'] = (reply) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the wire forgets that each name has its own type (port.ts)
        if (reply.ok) resolve(reply.value as WorkerRequests[N]['value']);
        else reject(new CommandFailure(reply.error.kind, reply.error.message));
      };
      this.#waiting.set(id, { settle });
      this.#post({ kind: 'request', id, name, argument });
    });
  }

  /** Has everything read anew, if that is possible; nobody waits for it. */
  async scanSoon(): Promise<void> {
    if (!this.#paused) await this.#soon('scanNow');
  }

  /** Has the definitions of indexes compared anew; nobody waits for it. */
  async verifySoon(): Promise<void> {
    await this.#soon('verifyIndexes');
  }

  async #soon(name: 'scanNow' | 'verifyIndexes'): Promise<void> {
    if (this.#worker === null || this.#stopping) return;
    try {
      await this.request(name, undefined);
    } catch (error) {
      this.#options.log('warn', `${name}, which nobody waits for, failed.`, error);
    }
  }

  /** Ends the worker; waits for it at most 3 s, then ends it by force. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === null) return;
    const stopped = new Promise<'stopped'>((resolve) => {
      this.#stopped = () => resolve('stopped');
    });
    this.#post({ kind: 'stop' });
    const how = await Promise.race([stopped, afterMs(STOP_MS)]);
    if (how === 'late') this.#options.log('warn', 'The watcher did not stop in time.');
    await worker.terminate();
  }

  /** Makes the worker die as a defect would; only a worker under test listens. */
  crash(): void {
    this.#post({ kind: 'crash' });
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #start(): void {
    if (this.#stopping) return;
    const worker = this.#options.spawn();
    this.#worker = worker;
    this.#startedAt = Date.now();
    worker.on('message', (message) => {
      if (worker === this.#worker) this.#receive(message);
    });
    // An error is always followed by the exit, which is where it is dealt with.
    worker.on('error', (error) => this.#options.log('error', 'The watcher crashed.', error));
    worker.on('exit', (code) => {
      if (worker === this.#worker) this.#ended(code);
    });
    if (this.#watched !== null) this.#post({ kind: 'watch', ...this.#watched });
    if (this.#paused) this.#post({ kind: 'pause', paused: true });
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'snapshot':
        this.#crashedAt = null;
        this.#publish(message.snapshot);
        break;
      case 'delivery':
        for (const listener of this.#deliveryListeners) listener(message.delivery);
        break;
      case 'reply':
        this.#waiting.get(message.id)?.settle(message);
        break;
      case 'log':
        this.#options.log(message.level, message.message, message.data);
        break;
      case 'stopped':
        this.#stopped?.();
        break;
      default:
        message satisfies never;
    }
  }

  #publish(snapshot: Snapshot): void {
    this.#latest = snapshot;
    for (const listener of this.#listeners) listener(snapshot);
  }

  #ended(code: number): void {
    this.#worker = null;
    this.#stopped?.();
    for (const [id, { settle }] of this.#waiting)
      settle({ kind: 'reply', id, ok: false, error: { kind: 'failed', message: down } });
    if (this.#stopping) return;

    const now = Date.now();
    if (now - this.#startedAt > STEADY_MS) this.#failures = 0;
    const waitMs = backoffMs(this.#failures);
    this.#failures += 1;
    this.#crashedAt ??= now;
    this.#options.log('error', `The watcher ended (${code}); next start in ${waitMs} ms.`);
    if (this.#latest === null) this.#options.onUnseenCrash(crashed(waitMs));
    else this.#publish(staleSnapshot(this.#latest, crashed(waitMs), this.#crashedAt));
    this.#restart = setTimeout(() => this.#start(), waitMs);
  }
}

const down = 'The watcher is down and is being started again. Try again in a moment.';

const crashed = (waitMs: number): Problem => ({
  kind: 'watcher-crashed',
  message: 'The part of Lookout that watches stopped unexpectedly.',
  action: `It starts again by itself in ${waitMs / 1000} s; the log folder says what happened.`,
});

const afterMs = (ms: number): Promise<'late'> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, 'late').unref();
  });
