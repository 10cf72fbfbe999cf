import type { Database } from 'better-sqlite3';
import type { Problem } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import { Part, type Tick } from '../sources/budget.ts';
import { countsReader, type CountsReader } from './counts.ts';
import { groupFailures } from './failures.ts';
import { failuresReader } from './failures-reader.ts';
import { FlowReader } from './flow-reader.ts';
import { groupsReader } from './groups.ts';
import { LiveTasks, MOST_IN_FLIGHT } from './live.ts';
import type { QueryTimes } from '../readings.ts';
import type { QueueFacts } from './queue-view.ts';
import type { QueueShape } from './shape.ts';

/** Reads one queue: what lives at every tick, what grows with history when it can be afforded. */
export class QueueReader {
  readonly #shape: QueueShape;
  readonly #counts: CountsReader;
  readonly #live: LiveTasks;
  readonly #flow: FlowReader;
  readonly #oldest: Part<QueueFacts['oldest']>;
  readonly #groups: Part<QueueFacts['groups']>;
  readonly #failures: Part<QueueFacts['failures']>;
  readonly #readGroups: () => QueueFacts['groups'];
  readonly #readFailures: () => QueueFacts['failures'];
  readonly #stopwatch: Clock;
  #inFlightCount = 0;
  #times: QueryTimes = { queueMs: null, statsMs: null };

  constructor(db: Database, shape: QueueShape, stopwatch: Clock) {
    const { name } = shape;
    this.#shape = shape;
    this.#stopwatch = stopwatch;
    this.#counts = countsReader(db, shape, stopwatch);
    this.#live = new LiveTasks(db, shape, stopwatch);
    this.#flow = new FlowReader(db, shape, stopwatch);
    const mend =
      shape.statusIndex === null
        ? `An index on ${name}(status, priority DESC, created_at) would make it immediate: see Maintenance.`
        : null;
    this.#oldest = new Part({ what: `the oldest of ${name}`, stopwatch, mend });
    this.#groups = new Part({ what: `the groups of ${name}`, stopwatch, mend });
    this.#failures = new Part({ what: `the failures of ${name}`, stopwatch, mend });
    this.#readGroups = groupsReader(db, shape);
    const failures = failuresReader(db, shape);
    this.#readFailures = () => groupFailures(failures());
  }

  read(tick: Tick): QueueFacts {
    this.#live.begin();
    const begun = this.#stopwatch();
    const counts = this.#counts.read(tick);
    if (this.#counts.isWhole())
      this.#times = { ...this.#times, statsMs: this.#stopwatch() - begun };
    this.#inFlightCount = counts.inFlight;
    const inFlight = this.#live.inFlight(tick);
    const next = counts.waiting === 0 ? [] : this.#next(tick);
    const ids = new Set([...inFlight.map(({ task }) => task.id), ...next.map((task) => task.id)]);
    return {
      name: this.#shape.name,
      counts,
      inFlight,
      next,
      groups: this.#groups.read(tick, this.#readGroups).value,
      oldest: this.#oldest.read(tick, () => this.#live.oldest(tick)).value,
      failures: this.#failures.read(tick, this.#readFailures).value,
      ...this.#flow.read(tick, ids),
      times: this.#times,
    };
  }

  #next(tick: Tick): QueueFacts['next'] {
    const begun = this.#stopwatch();
    const next = this.#live.next(tick);
    this.#times = { ...this.#times, queueMs: this.#stopwatch() - begun };
    return next;
  }

  isOwed(now: number): boolean {
    return this.#counts.isOwed(now) || this.#parts().some((part) => part.isOwed(now));
  }

  spentOffTickMs(): number {
    return this.#parts().reduce(
      (sum, part) => sum + part.spentMs,
      this.#counts.spentOffTickMs() + this.#live.spentOffTickMs(),
    );
  }

  limits(): readonly Problem[] {
    const { name } = this.#shape;
    const many: Problem = {
      kind: 'large',
      message: `Of the ${this.#inFlightCount.toLocaleString('en')} ${name} in flight only ${MOST_IN_FLIGHT.toLocaleString('en')} are looked at one by one.`,
      action: 'Nothing to do: the counts are complete all the same.',
    };
    return [
      ...this.#counts.limits(),
      ...this.#parts()
        .map((part) => part.limit())
        .filter((limit) => limit !== null),
      ...(this.#inFlightCount > MOST_IN_FLIGHT ? [many] : []),
    ];
  }

  #parts(): readonly Part<unknown>[] {
    return [this.#oldest, this.#groups, this.#failures, ...this.#flow.parts];
  }
}
