import type { Database } from 'better-sqlite3';
import type { OverdueTask, Problem, Queue } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import { Part, type Tick } from '../sources/budget.ts';
import { countsReader, type Counts, type CountsReader } from './counts.ts';
import { groupFailures } from './failures.ts';
import {
  arrivalsReader,
  failuresReader,
  finishesReader,
  latenciesReader,
  type Finishes,
  type Latencies,
} from './flow.ts';
import { forecast } from './forecast.ts';
import { groupsReader, type Groups } from './groups.ts';
import { LiveTasks, MOST_IN_FLIGHT, type Assigned } from './live.ts';
import { toPercentiles } from './percentiles.ts';
import { countSince, HOUR_MS, toRates, unknownRates, type Events } from './rates.ts';
import type { QueueShape } from './shape.ts';

export interface QueueReading {
  readonly queue: Queue;
  readonly counts: Counts;
  readonly inFlight: readonly Assigned[];
}

/** A part with the function that computes it; null where the table lacks what it needs. */
interface Bound<A extends readonly unknown[], T> {
  readonly part: Part<T>;
  readonly compute: (...argument: A) => T;
  /** The columns whose index would make it fast; null where nothing would. */
  readonly mend: string | null;
}

/** Reads one queue: what lives at every tick, what grows with history when it can be afforded. */
export class QueueReader {
  readonly #shape: QueueShape;
  readonly #counts: CountsReader;
  readonly #live: LiveTasks;
  readonly #oldest: Bound<[Tick], Queue['oldestWaiting']>;
  readonly #groups: Bound<[], Groups>;
  readonly #arrivals: Bound<[number], Events[]> | null;
  readonly #finishes: Bound<[number, number], Finishes[]> | null;
  readonly #latencies: Bound<[], Latencies> | null;
  readonly #failures: Bound<[], Queue['failures']>;
  #inFlightCount = 0;

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { name, has, statusIndex, completedIndex } = shape;
    const bind = <A extends readonly unknown[], T>(
      what: string,
      compute: (...argument: A) => T,
      mend: string | null,
    ): Bound<A, T> => ({ part: new Part<T>({ what, stopwatch }), compute, mend });
    const onStatus = statusIndex === null ? 'status, priority DESC, created_at' : null;
    const onCompleted = completedIndex === null ? 'completed_at' : null;
    this.#shape = shape;
    this.#counts = countsReader(db, shape, stopwatch);
    this.#live = new LiveTasks(db, shape, stopwatch);
    this.#oldest = bind(`the oldest of ${name}`, (tick) => this.#live.oldest(tick), onStatus);
    this.#groups = bind(`the groups of ${name}`, groupsReader(db, shape), onStatus);
    this.#arrivals = has('created_at')
      ? bind(`what arrived in ${name}`, arrivalsReader(db, shape), null)
      : null;
    this.#finishes = has('completed_at')
      ? bind(`what finished in ${name}`, finishesReader(db, shape), onCompleted)
      : null;
    this.#latencies = has('completed_at')
      ? bind(`how long ${name} take`, latenciesReader(db, shape), onCompleted)
      : null;
    const failures = failuresReader(db, shape);
    this.#failures = bind(`the failures of ${name}`, () => groupFailures(failures()), onStatus);
  }

  read(tick: Tick): QueueReading {
    this.#live.begin();
    const counts = this.#counts.read(tick);
    const inFlight = this.#live.inFlight(tick);
    this.#inFlightCount = counts.inFlight;
    const { waiting } = counts;
    const flow = this.#readFlow(tick);
    const queue: Queue = {
      name: this.#shape.name,
      waiting,
      inFlight: counts.inFlight,
      byStatus: counts.byStatus,
      ...valueOf(this.#groups, tick),
      oldestWaiting: waiting === 0 ? null : valueOf(this.#oldest, tick, tick),
      ...flow,
      failures: valueOf(this.#failures, tick),
      overdue: overdue(inFlight, tick.now),
      next: waiting === 0 ? [] : this.#live.next(tick),
      forecast: forecast({ ...flow, waiting, inFlight: counts.inFlight }),
    };
    return { queue, counts, inFlight };
  }

  isOwed(now: number): boolean {
    return this.#counts.isOwed(now) || this.#bound().some(({ part }) => part.isOwed(now));
  }

  spentOffTickMs(): number {
    return this.#bound().reduce(
      (sum, { part }) => sum + part.spentMs,
      this.#counts.spentOffTickMs() + this.#live.spentOffTickMs(),
    );
  }

  limits(): readonly Problem[] {
    const slow = this.#bound().map(({ part, mend }) => part.limit(this.#mendWith(mend)));
    const { name } = this.#shape;
    const many: Problem = {
      kind: 'slow',
      message: `Of the ${this.#inFlightCount.toLocaleString('en')} ${name} in flight only ${MOST_IN_FLIGHT.toLocaleString('en')} are looked at one by one.`,
      action: 'Nothing to do: the counts are complete all the same.',
    };
    return [
      ...this.#counts.limits(),
      ...slow.filter((limit) => limit !== null),
      ...(this.#inFlightCount > MOST_IN_FLIGHT ? [many] : []),
    ];
  }

  #mendWith(columns: string | null): string | null {
    return columns === null
      ? null
      : `An index on ${this.#shape.name}(${columns}) would make it immediate: see Maintenance.`;
  }

  #readFlow(
    tick: Tick,
  ): Pick<
    Queue,
    | 'arrivals'
    | 'finishes'
    | 'toAssignment'
    | 'toCompletion'
    | 'failedLastHour'
    | 'finishedLastHour'
    | 'lastFinishAt'
  > {
    const { now } = tick;
    const since = now - HOUR_MS;
    const arrivals = this.#arrivals && valueOf(this.#arrivals, tick, since);
    const finishes = this.#finishes && valueOf(this.#finishes, tick, since, now);
    const latencies = this.#latencies && valueOf(this.#latencies, tick);
    const failed = finishes?.filter((events) => events.failed) ?? null;
    return {
      arrivals: arrivals === null ? unknownRates : toRates(arrivals, now),
      finishes: finishes === null ? unknownRates : toRates(finishes, now),
      toAssignment: toPercentiles(latencies?.toAssignment ?? []),
      toCompletion: toPercentiles(latencies?.toCompletion ?? []),
      failedLastHour: failed && countSince(failed, now, HOUR_MS),
      finishedLastHour: finishes && countSince(finishes, now, HOUR_MS),
      lastFinishAt: latest(finishes ?? [], latencies?.lastFinishAt ?? null),
    };
  }

  #bound(): readonly { readonly part: Part<unknown>; readonly mend: string | null }[] {
    return [
      this.#oldest,
      this.#groups,
      this.#arrivals,
      this.#finishes,
      this.#latencies,
      this.#failures,
    ].filter((bound) => bound !== null);
  }
}

function valueOf<A extends readonly unknown[], T>(
  { part, compute }: Bound<A, T>,
  tick: Tick,
  ...argument: A
): T {
  return part.read(tick, () => compute(...argument)).value;
}

function latest(finishes: readonly Events[], before: number | null): number | null {
  return finishes.reduce<number | null>((last, { at }) => Math.max(last ?? 0, at), before);
}

function overdue(inFlight: readonly Assigned[], now: number): OverdueTask[] {
  return inFlight
    .flatMap(({ task, dueAt }) =>
      dueAt === null || dueAt >= now || task.assignedAt === null
        ? []
        : [
            {
              id: task.id,
              queue: task.queue,
              session: task.assignedTo,
              summary: task.summary,
              assignedAt: task.assignedAt,
              dueAt,
            },
          ],
    )
    .toSorted((a, b) => a.dueAt - b.dueAt);
}
