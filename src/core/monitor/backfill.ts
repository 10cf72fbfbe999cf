import { setImmediate as breathe } from 'node:timers/promises';
import type { Queue, QueueName } from '../../shared/model.ts';
import { databaseOf } from '../../shared/queues.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import { floorTo } from '../history/levels.ts';
import { Attempts } from '../history/attempts.ts';
import { Past } from '../history/past.ts';
import type { Stretch } from '../history/reconstruction.ts';
import type { RootRecord } from '../history/root.ts';
import type { Log } from '../log.ts';
import { attemptsTable, readAttempts } from '../queue/attempts-reader.ts';
import { firstIdReader } from '../queue/flow.ts';
import { pastSlices } from '../queue/past-slices.ts';
import type { Watch } from './watch.ts';

/** The present comes first: a start is busy enough with its first picture. */
const START_MS = 3000;
/** Between two slices: whatever a slice costs, it is little of the time. */
const PAUSE_MS = 100;
const ATTEMPT_ROWS = 1000;
/** While there is nothing to read, it is looked for this often. */
const IDLE_MS = 2000;
/** A source that is away, or a reading that failed, is tried again after this long. */
const RETRY_MS = 60_000;

/** So much is written at once. */
const CHUNK_MS = 6 * 3_600_000;

const QUEUES: readonly QueueName[] = ['prompts', 'task_queue'];

interface BackfillOptions {
  readonly watch: Watch;
  readonly history: History;
  readonly clock: Clock;
  readonly log: Log;
}

interface Work {
  readonly queue: QueueName;
  readonly steps: Iterator<void>;
}

/**
 * Fills history backwards from the watched databases, once a folder: reads them in small slices
 * beside the ticks, so that neither they nor their writers notice. Begins anew after a restart.
 */
export class Backfill {
  readonly #options: BackfillOptions;
  readonly #notBefore = new Map<QueueName, number>();
  #timer: NodeJS.Timeout | null = null;
  #work: Work | null = null;

  constructor(options: BackfillOptions) {
    this.#options = options;
  }

  start(): void {
    this.#wait(START_MS);
  }

  /** What is not yet written is dropped. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#work = null;
  }

  /** Fills all that can be filled now, without pauses; whatever else is due goes on in between. */
  async finish(): Promise<void> {
    while (this.#step() === 'working') await breathe();
  }

  #wait(ms: number): void {
    this.#timer ??= setTimeout(() => this.#tick(), ms);
  }

  #tick(): void {
    this.#timer = null;
    const did = this.#step();
    if (did !== 'done') this.#wait(did === 'working' ? PAUSE_MS : IDLE_MS);
  }

  /** done: nothing is left to fill. idle: what is left cannot be read now. */
  #step(): 'working' | 'idle' | 'done' {
    const { clock, history, log } = this.#options;
    const now = clock();
    const open = history.use(now, ({ reconstruction }) =>
      QUEUES.filter((queue) => !reconstruction.isDone(queue)),
    );
    if (open?.length === 0) return 'done';
    try {
      this.#work ??= this.#begin(open ?? [], now);
      if (this.#work === null) return 'idle';
      if (this.#work.steps.next().done === true) this.#work = null;
      return 'working';
    } catch (error) {
      const queue = this.#work?.queue;
      log('info', `The past of ${queue} could not be read; it is tried again.`, {
        error: String(error),
      });
      if (queue !== undefined) this.#notBefore.set(queue, now + RETRY_MS);
      this.#work = null;
      return 'idle';
    }
  }

  #begin(open: readonly QueueName[], now: number): Work | null {
    const queue = open.find(
      (name) =>
        now >= (this.#notBefore.get(name) ?? 0) &&
        sourceOf(this.#options.watch, name)?.status().state === 'live',
    );
    return queue === undefined ? null : { queue, steps: this.#fill(queue) };
  }

  /** One slice of reading or writing a step. */
  *#fill(queue: QueueName): Generator<void, void, void> {
    const root = this.#use((it) => it);
    const stretch = root.reconstruction.stretch(this.#options.clock());
    if (stretch === null) return;
    const past = new Past(stretch.from, stretch.to);
    if (stretch.to > stretch.from) {
      yield* this.#read(queue, stretch, past);
      if (queue === 'prompts') yield* this.#readAttempts(stretch, past);
    }
    const minutes = past.minutes(queue, (name) => root.seriesId(name));
    for (const some of chunks(minutes)) {
      this.#use(({ reconstruction }) => reconstruction.write(some), root);
      yield;
    }
    this.#use(({ reconstruction }) => reconstruction.finish(queue, stretch), root);
  }

  /** Throws where history cannot be written now, or is another one than `expected`. */
  #use<T>(work: (root: RootRecord) => T, expected?: RootRecord): T {
    const done = this.#options.history.use(this.#options.clock(), (root) =>
      expected === undefined || root === expected ? { value: work(root) } : null,
    );
    if (done === null) throw new Error('history cannot be written');
    return done.value;
  }

  *#read(queue: QueueName, stretch: Stretch, past: Past): Generator<void, void, void> {
    const source = sourceOf(this.#options.watch, queue);
    if (source === null) return;
    for (const tasks of pastSlices(source, queue, stretch.from)) {
      for (const task of tasks) past.add(task);
      yield;
    }
    const live = queueOf(this.#options.watch, queue);
    if (live !== null) past.complete(live);
  }

  *#readAttempts(stretch: Stretch, past: Past): Generator<void, void, void> {
    const attempts = new Attempts(past);
    const source = sourceOf(this.#options.watch, 'prompts');
    const start = source?.ask((db, tables) => {
      const columns = tables.get(attemptsTable)?.columns;
      const isWhole = ['prompt_id', 'action', 'created_at'].every((name) => columns?.has(name));
      return isWhole ? firstIdReader(db, { table: attemptsTable, heavy: '0' })(stretch.from) : null;
    });
    let next = start ?? null;
    while (next !== null) {
      const from = next;
      const slice = source?.ask((db) => readAttempts(db, from, ATTEMPT_ROWS));
      for (const event of slice?.events ?? []) attempts.add(event);
      next = slice?.next ?? null;
      yield;
    }
    attempts.finish(past.waitingIds);
  }
}

/** A few hours at a time. */
function* chunks<T extends { readonly t: number }>(minutes: Iterable<T>): Generator<T[]> {
  let chunk: T[] = [];
  for (const minute of minutes) {
    const first = chunk[0];
    if (first !== undefined && floorTo(first.t, CHUNK_MS) !== floorTo(minute.t, CHUNK_MS)) {
      yield chunk;
      chunk = [];
    }
    chunk.push(minute);
  }
  if (chunk.length > 0) yield chunk;
}

const sourceOf = (watch: Watch, queue: QueueName) => watch[databaseOf[queue]];

const queueOf = (watch: Watch, queue: QueueName): Queue | null =>
  watch.readings()[databaseOf[queue]]?.queue ?? null;
