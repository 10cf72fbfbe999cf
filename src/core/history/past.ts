import type { QueueName } from '../../shared/model.ts';
import type { PastTask } from '../queue/past-reader.ts';
import { Bucket } from './bucket.ts';
import { floorTo, MINUTE } from './levels.ts';
import { Sketch } from './sketch.ts';

/** Depth is told to this many ms: what was shorter does not show in it. */
const CELL = 10_000;
const CELLS_PER_MINUTE = MINUTE / CELL;

interface Events {
  arrived: number;
  finished: number;
  failed: number;
  readonly assignment: Sketch;
  readonly completion: Sketch;
}

/** How many tasks of a queue wait and are in flight. */
export interface Depth {
  readonly waiting: number;
  readonly inFlight: number;
}

/**
 * What a queue did between two moments (whole minutes), worked out from its rows. A row tells its last
 * attempt only; one whose times are missing or out of order tells what is left of them.
 */
export class Past {
  readonly #from: number;
  readonly #to: number;
  readonly #waiting: Int32Array;
  readonly #inFlight: Int32Array;
  /** By minute: creation of what waits longest, seconds since the epoch; 0 for none. */
  readonly #oldest: Uint32Array;
  readonly #events = new Map<number, Events>();
  /** Up to when an earlier task has already been found to be the oldest. */
  #oldestKnownTo: number;
  #firstAt = Infinity;
  /** Ids of what waits now. */
  readonly waitingIds = new Set<number>();
  /** Live tasks among the rows. */
  readonly #live = { waiting: 0, inFlight: 0 };
  /** Tasks that were there from the beginning to the end. */
  readonly #always = { waiting: 0, inFlight: 0 };

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
    const minutes = Math.max(0, (to - from) / MINUTE);
    this.#waiting = new Int32Array(minutes * CELLS_PER_MINUTE + 1);
    this.#inFlight = new Int32Array(minutes * CELLS_PER_MINUTE + 1);
    this.#oldest = new Uint32Array(minutes);
    this.#oldestKnownTo = from;
  }

  /** Oldest first. A live task without a time of arrival is taken to have been there throughout. */
  add({ id, state, createdAt, assignedAt, completedAt }: PastTask): void {
    if (state === 'waiting') this.waitingIds.add(id);
    if (state === 'waiting') this.#live.waiting++;
    if (state === 'in-flight') this.#live.inFlight++;
    if (createdAt === null && state === 'waiting') this.#always.waiting++;
    if (createdAt === null && state === 'in-flight') this.#always.inFlight++;
    if (createdAt === null || createdAt >= this.#to) return;
    this.#firstAt = Math.min(this.#firstAt, createdAt);
    const assigned = assignedAt === null ? null : Math.max(createdAt, assignedAt);
    const ended = completedAt === null ? null : Math.max(assigned ?? createdAt, completedAt);
    const isOver = state !== 'waiting' && state !== 'in-flight';
    // Over, but nobody noted when: how long it waited or ran cannot be told.
    const waitedTo = state === 'waiting' ? this.#to : (assigned ?? ended);
    if (waitedTo !== null) this.#wait(createdAt, waitedTo);
    const ranTo = isOver ? ended : this.#to;
    if (assigned !== null && ranTo !== null && state !== 'waiting') {
      this.#run(assigned, ranTo);
    }
    this.#count(createdAt, (events) => events.arrived++);
    if (completedAt === null) return;
    if (state === 'failed') this.#count(completedAt, (events) => events.failed++);
    if (state !== 'completed') return;
    this.#count(completedAt, (events) => {
      events.finished++;
      if (assignedAt === null) return;
      events.assignment.add(assignedAt - createdAt);
      events.completion.add(completedAt - assignedAt);
    });
  }

  /** An attempt of which the row itself no longer tells: from `from` to `to` it did not wait, but ran. */
  addAttempt(from: number, to: number, failed: boolean): void {
    shift(this.#waiting, this.#cell(from), this.#cell(to), -1);
    this.#run(from, to);
    if (failed) this.#count(to, (events) => events.failed++);
  }

  #run(from: number, to: number): void {
    shift(this.#inFlight, this.#cell(from), this.#cell(to), 1);
  }

  /**
   * How many are live in the whole table. Those that were not among the rows are older than these,
   * and were there throughout.
   */
  complete({ waiting, inFlight }: Depth): void {
    this.#always.waiting += Math.max(0, waiting - this.#live.waiting);
    this.#always.inFlight += Math.max(0, inFlight - this.#live.inFlight);
  }

  /** A bucket for every minute since the queue's first known task, oldest first. */
  *minutes(
    queue: QueueName,
    seriesId: (name: string) => number,
  ): Generator<{ readonly t: number; readonly bucket: Bucket }> {
    const id = (name: string): number => seriesId(`${queue}.${name}`);
    const ids: Ids = {
      waiting: id('waiting'),
      inFlight: id('inFlight'),
      oldestAt: id('oldestAt'),
      arrived: id('arrived'),
      finished: id('finished'),
      failed: id('failed'),
      assignment: id('assignment'),
      completion: id('completion'),
    };
    const begin = floorTo(Math.max(this.#from, this.#firstAt), MINUTE);
    const depth = { ...this.#always };
    for (let t = this.#from, minute = 0; t < this.#to; t += MINUTE, minute++) {
      const bucket = new Bucket();
      this.#gauge(bucket, minute, depth, ids);
      if (t < begin) continue;
      this.#addEvents(bucket, minute, ids);
      bucket.watchedMs = MINUTE;
      yield { t, bucket };
    }
  }

  #gauge(bucket: Bucket, minute: number, depth: Mutable<Depth>, ids: Ids): void {
    for (let i = 0; i < CELLS_PER_MINUTE; i++) {
      const cell = minute * CELLS_PER_MINUTE + i;
      depth.waiting += this.#waiting[cell] ?? 0;
      depth.inFlight += this.#inFlight[cell] ?? 0;
      bucket.hold(ids.waiting, Math.max(0, depth.waiting), CELL);
      bucket.hold(ids.inFlight, Math.max(0, depth.inFlight), CELL);
    }
    bucket.hold(ids.oldestAt, this.#oldest[minute] ?? 0, MINUTE);
  }

  #addEvents(bucket: Bucket, minute: number, ids: Ids): void {
    const events = this.#events.get(minute);
    if (events === undefined) return;
    for (const name of ['arrived', 'finished', 'failed'] as const) {
      if (events[name] > 0) bucket.count(ids[name], events[name]);
    }
    for (const name of ['assignment', 'completion'] as const) {
      if (events[name].count > 0) bucket.sketch(ids[name]).merge(events[name]);
    }
  }

  #wait(from: number, to: number): void {
    shift(this.#waiting, this.#cell(from), this.#cell(to), 1);
    // Whoever came earlier and waited as long is older: only what lies beyond that is this task's.
    const begin = Math.max(from, this.#oldestKnownTo);
    if (to <= begin) return;
    this.#oldest.fill(
      Math.max(0, Math.floor(from / 1000)),
      this.#minute(begin),
      Math.ceil((Math.min(to, this.#to) - this.#from) / MINUTE),
    );
    this.#oldestKnownTo = to;
  }

  #count(at: number, add: (events: Events) => void): void {
    if (at < this.#from || at >= this.#to) return;
    const minute = this.#minute(at);
    let events = this.#events.get(minute);
    if (events === undefined) {
      events = {
        arrived: 0,
        finished: 0,
        failed: 0,
        assignment: new Sketch(),
        completion: new Sketch(),
      };
      this.#events.set(minute, events);
    }
    add(events);
  }

  #minute(at: number): number {
    return Math.max(0, Math.floor((at - this.#from) / MINUTE));
  }

  #cell(at: number): number {
    const cell = Math.floor((at - this.#from) / CELL);
    return Math.min(this.#waiting.length - 1, Math.max(0, cell));
  }
}

type SeriesName =
  | 'waiting'
  | 'inFlight'
  | 'oldestAt'
  | 'arrived'
  | 'finished'
  | 'failed'
  | 'assignment'
  | 'completion';
type Ids = Readonly<Record<SeriesName, number>>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function shift(deltas: Int32Array, from: number, to: number, by: number): void {
  if (to <= from) return;
  deltas[from] = (deltas[from] ?? 0) + by;
  deltas[to] = (deltas[to] ?? 0) - by;
}
