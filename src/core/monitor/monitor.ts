import type { CommandError, TaskDetail } from '../../shared/contract.ts';
import type { Snapshot } from '../../shared/model.ts';
import { databaseOf } from '../../shared/queues.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../alerts/delivery.ts';
import { AlertDesk } from '../alerts/desk.ts';
import { acknowledge, listAlerts, snooze, tryRule } from '../alerts/requests.ts';
import { CHOSEN, History, MEMORY, STARTED } from '../history/history.ts';
import type { Log } from '../log.ts';
import { problemOf } from '../sources/problems.ts';
import { recordName } from '../target.ts';
import { Backfill } from './backfill.ts';
import { realParts, type Parts } from './parts.ts';
import { Picture } from './picture.ts';
import type { WatchTarget, WorkerRequestName, WorkerRequests } from './port.ts';
import { typesOfPeriod } from './types-of-period.ts';
import { Watch } from './watch.ts';

interface MonitorOptions {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** Something a person is to be told now. */
  readonly onDelivery?: (delivery: Delivery) => void;
  readonly log: Log;
  /** Where history is kept; without one it is as long as this run. */
  readonly historyFile?: string;
  /** The journal of maintenance, to tell what was lost; without one nothing is. */
  readonly journalFile?: string;
  /** A user's own rules for reading screens; they need not exist. */
  readonly rulesFile?: string;
  /** Where sockets of ssh's shared connections may be; the user's data folder without it. */
  readonly sshFolder?: string;
  readonly clock?: Clock;
  /** Other sources than the real ones, for tests. */
  readonly parts?: Parts;
}

/** Nothing changed, but charts and forecasts go on: a snapshot at least this often. */
const HEARTBEAT_MS = 5000;

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
  readonly watch: Watch;
  readonly history: History;
  readonly picture: Picture;
  readonly backfill: Backfill;
}

/**
 * Watches one target: reads each source at its own pace, puts the readings together, and hands out
 * a numbered snapshot whenever something changed.
 */
export class Monitor {
  readonly #onSnapshot: (snapshot: Snapshot) => void;
  readonly #onDelivery: (delivery: Delivery) => void;
  readonly #log: Log;
  readonly #parts: Parts;
  readonly #historyFile: string;
  readonly #journalFile: string | null;
  readonly #clock: Clock;
  #current: Current | null = null;
  #settings: Settings | null = null;
  #isPaused = false;
  #seq = 0;
  #publishing: NodeJS.Immediate | null = null;
  #heartbeat: NodeJS.Timeout | null = null;

  constructor(options: MonitorOptions) {
    const {
      onSnapshot,
      log,
      clock = Date.now,
      parts,
      historyFile = MEMORY,
      journalFile = null,
      rulesFile = null,
    } = options;
    this.#onSnapshot = onSnapshot;
    this.#onDelivery = options.onDelivery ?? ((): void => undefined);
    this.#log = log;
    this.#parts = parts ?? realParts(clock, log, rulesFile, options.sshFolder);
    this.#clock = clock;
    this.#historyFile = historyFile;
    this.#journalFile = journalFile;
  }

  /** Starts to watch `target` in place of what was watched before; its history goes on from where it ended. */
  async watch(target: WatchTarget, settings: Settings): Promise<void> {
    const former = this.#current;
    this.#settings = settings;
    const watch = new Watch({
      target,
      settings,
      parts: this.#parts,
      clock: this.#clock,
      onChange: () => {
        if (this.#current?.watch === watch) this.#publishSoon();
      },
    });
    former?.history.close();
    // The demo is another one at each start: nothing of it is worth keeping.
    const history = new History(target.demo ? MEMORY : this.#historyFile, this.#log);
    const why = former === null ? STARTED : CHOSEN;
    history.attach(recordName(target), settings.alerts.rules, this.#clock(), why);
    const alerts = new AlertDesk(this.#onDelivery);
    const shared = { watch, history, clock: this.#clock, log: this.#log };
    const picture = new Picture({
      target,
      alerts,
      journalFile: this.#journalFile,
      ...shared,
    });
    const backfill = new Backfill(shared);
    former?.backfill.stop();
    this.#current = { watch, history, picture, backfill };
    await former?.watch.close();
    if (this.#current.watch !== watch) return;
    if (this.#isPaused) this.#publishSoon();
    else this.#start(this.#current);
  }

  async setSettings(settings: Settings): Promise<void> {
    this.#settings = settings;
    this.#current?.history.setRules(settings.alerts.rules);
    await this.#current?.watch.setSettings(settings);
    this.#publishSoon();
  }

  /** Resolves when nothing is being read any more, or reading has begun again. */
  async setPaused(isPaused: boolean): Promise<void> {
    if (this.#isPaused === isPaused) return;
    this.#isPaused = isPaused;
    this.#publishSoon();
    if (isPaused) {
      this.#current?.picture.pause();
      this.#current?.backfill.stop();
      await this.#current?.watch.pause();
    } else if (this.#current !== null) this.#start(this.#current);
  }

  #start({ watch, backfill }: Current): void {
    watch.start();
    backfill.start();
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
      // Other machines answer when they do, each with a snapshot of its own.
      void watch.readRemotesNow();
      await watch.readNow();
      this.#publish();
      return null;
    },
    verifyIndexes: async ({ picture }) => {
      picture.verifyIndexes();
      this.#publish();
      return null;
    },
    listAlerts: async ({ history }, argument) => listAlerts(history, this.#clock(), argument),
    acknowledgeAlerts: async ({ history }, ids) => {
      if (!acknowledge(history, this.#clock(), ids)) throw notWritten(history);
      this.#publishSoon();
      return null;
    },
    snoozeAlert: async ({ history }, argument) => {
      if (!snooze(history, this.#clock(), argument)) throw notWritten(history);
      this.#publishSoon();
      return null;
    },
    tryAlertRule: async ({ history }, rule) => tryRule(history, this.#clock, rule),
    getTask: async ({ watch }, argument) => taskOf(watch, argument),
    getScreen: async ({ watch }, argument) => {
      const screen = await watch.screenOf(argument);
      if (screen !== null) return screen;
      throw new RequestError({
        kind: 'not-found',
        message: 'The tmux server of this session is not watched any more.',
      });
    },
    getTimeline: async ({ picture }, argument) => {
      const timeline = picture.timeline(argument);
      if (timeline !== null) return timeline;
      throw new RequestError({
        kind: 'not-found',
        message: 'Nothing is on record of this session.',
      });
    },
    exportHistory: async ({ picture, watch }, request) => {
      const text =
        request.format === 'md'
          ? picture.report(request.query, await typesOfPeriod(watch, request.query))
          : picture.figures(request);
      if (text !== null) return text;
      throw new RequestError({ kind: 'failed', message: 'History cannot be read now.' });
    },
    getHistory: async ({ picture }, query) => {
      const view = picture.historyView(query);
      if (view !== null) return view;
      throw new RequestError({ kind: 'failed', message: 'History cannot be read now.' });
    },
  };

  /** Resolves when every source is closed. No snapshot follows. */
  async stop(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    this.#cancelTimers();
    current?.backfill.stop();
    await current?.watch.close();
    current?.history.close();
  }

  /** Sources that are read in the same moment share one snapshot. */
  #publishSoon(): void {
    this.#publishing ??= setImmediate(() => this.#publish());
  }

  #publish(): void {
    this.#cancelTimers();
    if (this.#current === null || this.#settings === null) return;
    this.#seq += 1;
    this.#onSnapshot(
      this.#current.picture.take({
        seq: this.#seq,
        paused: this.#isPaused,
        settings: this.#settings,
      }),
    );
    if (!this.#isPaused) this.#heartbeat = setTimeout(() => this.#publish(), HEARTBEAT_MS);
  }

  #cancelTimers(): void {
    if (this.#publishing !== null) clearImmediate(this.#publishing);
    if (this.#heartbeat !== null) clearTimeout(this.#heartbeat);
    this.#publishing = null;
    this.#heartbeat = null;
  }
}

const notWritten = (history: History): RequestError =>
  new RequestError({
    kind: 'failed',
    message: history.status().problem?.message ?? 'The alert log cannot be written to now.',
  });

/** Throws RequestError where there is no such row, or the database cannot be read now. */
function taskOf(watch: Watch, { queue, id }: WorkerRequests['getTask']['argument']): TaskDetail {
  const database = watch[databaseOf[queue]];
  let task: TaskDetail | null;
  try {
    task = database?.getTask(id) ?? null;
  } catch (error) {
    throw new RequestError({ kind: 'failed', message: problemOf(error).message });
  }
  if (task !== null) return task;
  throw new RequestError({
    kind: 'not-found',
    message: `There is no ${queue === 'prompts' ? 'prompt' : 'task'} ${id} any more.`,
  });
}
