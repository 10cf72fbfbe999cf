import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import { Part, type Tick } from '../sources/budget.ts';
import { FinishWatch } from './finish-watch.ts';
import {
  arrivalsReader,
  finishesReader,
  latenciesReader,
  type Finishes,
  type Latencies,
} from './flow.ts';
import { toPercentiles } from './percentiles.ts';
import type { QueueFacts } from './queue-view.ts';
import { HOUR_MS, type Events } from './rates.ts';
import type { QueueShape } from './shape.ts';

type Flow = Pick<
  QueueFacts,
  'arrivals' | 'finishes' | 'toAssignment' | 'toCompletion' | 'lastFinishAt'
>;

/** Reads what came into a queue and what left it in the last hour. */
export class FlowReader {
  readonly #arrivals: Part<readonly Events[]>;
  readonly #finishes: Part<readonly Finishes[]>;
  readonly #latencies: Part<Latencies>;
  /** Null where the table does not tell. */
  readonly #readArrivals: ReturnType<typeof arrivalsReader> | null;
  readonly #readFinishes: ReturnType<typeof finishesReader> | null;
  readonly #readLatencies: ReturnType<typeof latenciesReader> | null;
  readonly #watch: FinishWatch | null;

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { name, has, completedIndex } = shape;
    const mend =
      completedIndex === null
        ? `An index on ${name}(completed_at) would make it immediate: see Maintenance.`
        : null;
    this.#arrivals = new Part({ what: `what arrived in ${name}`, stopwatch, mend: null });
    this.#finishes = new Part({ what: `what finished in ${name}`, stopwatch, mend });
    this.#latencies = new Part({ what: `how long ${name} take`, stopwatch, mend });
    const finishes = has('completed_at');
    this.#readArrivals = has('created_at') ? arrivalsReader(db, shape) : null;
    this.#readFinishes = finishes ? finishesReader(db, shape) : null;
    this.#readLatencies = finishes ? latenciesReader(db, shape) : null;
    this.#watch = finishes && completedIndex === null ? new FinishWatch(db, shape) : null;
  }

  get parts(): readonly Part<unknown>[] {
    return [this.#arrivals, this.#finishes, this.#latencies];
  }

  /** `live` are the ids in flight and next in line. */
  read(tick: Tick, live: ReadonlySet<number>): Flow {
    const finishes = this.#finishesAt(tick, live);
    const latencies = this.#latenciesAt(tick);
    return {
      arrivals: this.#arrivalsAt(tick),
      finishes,
      toAssignment: toPercentiles(latencies?.toAssignment ?? []),
      toCompletion: toPercentiles(latencies?.toCompletion ?? []),
      lastFinishAt: latest(finishes?.events ?? [], latencies?.lastFinishAt ?? null),
    };
  }

  #arrivalsAt(tick: Tick): Flow['arrivals'] {
    const compute = this.#readArrivals;
    if (compute === null) return null;
    const { value } = this.#arrivals.read(tick, () => compute(tick.now - HOUR_MS));
    return { events: value, until: this.#arrivals.until };
  }

  #finishesAt(tick: Tick, live: ReadonlySet<number>): Flow['finishes'] {
    const compute = this.#readFinishes;
    if (compute === null) return null;
    const { value, asOf } = this.#finishes.read(tick, () => compute(tick.now - HOUR_MS, tick.now));
    if (this.#watch === null) return { events: value, until: this.#finishes.until };
    const seen = this.#watch.look(live, tick.now);
    if (asOf !== tick.now) return { events: [...value, ...seen], until: null };
    this.#watch.restart();
    return { events: value, until: null };
  }

  #latenciesAt(tick: Tick): Latencies | null {
    const compute = this.#readLatencies;
    return compute === null ? null : this.#latencies.read(tick, compute).value;
  }
}

function latest(finishes: readonly Events[], before: number | null): number | null {
  return finishes.reduce<number | null>((last, { at }) => Math.max(last ?? 0, at), before);
}
