import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import { Part, type Tick } from '../sources/budget.ts';
import { FinishWatch } from './finish-watch.ts';
import {
  arrivalsReader,
  finishesReader,
  completionsReader,
  type Completion,
  type Finishes,
} from './flow.ts';
import { toPercentiles } from './percentiles.ts';
import type { QueueFacts } from './queue-view.ts';
import { HOUR_MS, type Events } from './rates.ts';
import type { QueueShape } from './shape.ts';

type Flow = Pick<
  QueueFacts,
  'arrivals' | 'finishes' | 'completions' | 'toAssignment' | 'toCompletion' | 'lastFinishAt'
>;

/** Reads what came into a queue and what left it in the last hour. */
export class FlowReader {
  readonly #arrivals: Part<readonly Events[]>;
  readonly #finishes: Part<readonly Finishes[]>;
  readonly #completions: Part<readonly Completion[]>;
  /** Null where the table does not tell. */
  readonly #readArrivals: ReturnType<typeof arrivalsReader> | null;
  readonly #readFinishes: ReturnType<typeof finishesReader> | null;
  readonly #readCompletions: ReturnType<typeof completionsReader> | null;
  readonly #watch: FinishWatch | null;

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { name, has, completedIndex } = shape;
    const mend =
      completedIndex === null
        ? `An index on ${name}(completed_at) would make it immediate: see Maintenance.`
        : null;
    this.#arrivals = new Part({ what: `what arrived in ${name}`, stopwatch, mend: null });
    this.#finishes = new Part({ what: `what finished in ${name}`, stopwatch, mend });
    this.#completions = new Part({ what: `the times of ${name}`, stopwatch, mend });
    const finishes = has('completed_at');
    this.#readArrivals = has('created_at') ? arrivalsReader(db, shape) : null;
    this.#readFinishes = finishes ? finishesReader(db, shape) : null;
    this.#readCompletions = finishes ? completionsReader(db, shape) : null;
    this.#watch = finishes && completedIndex === null ? new FinishWatch(db, shape) : null;
  }

  get parts(): readonly Part<unknown>[] {
    return [this.#arrivals, this.#finishes, this.#completions];
  }

  /** `live` are the ids in flight and next in line. */
  read(tick: Tick, live: ReadonlySet<number>): Flow {
    const finishes = this.#finishesAt(tick, live);
    const completions = this.#completionsAt(tick);
    return {
      arrivals: this.#arrivalsAt(tick),
      finishes,
      completions,
      toAssignment: toPercentiles(completions.flatMap((one) => one.toAssignmentMs ?? [])),
      toCompletion: toPercentiles(completions.flatMap((one) => one.toCompletionMs ?? [])),
      lastFinishAt: latest(finishes?.events ?? [], completions),
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

  #completionsAt(tick: Tick): readonly Completion[] {
    const compute = this.#readCompletions;
    return compute === null ? [] : this.#completions.read(tick, compute).value;
  }
}

function latest(finishes: readonly Events[], completions: readonly Completion[]): number | null {
  const times = [...finishes.map(({ at }) => at), ...completions.map((one) => one.completedAt)];
  return times.reduce<number | null>((last, at) => Math.max(last ?? 0, at), null);
}
