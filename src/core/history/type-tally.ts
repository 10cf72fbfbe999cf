import type { QueueName } from '../../shared/model.ts';
import type { TypedTask } from '../queue/past-reader.ts';

/** What tasks of one type did in a stretch of time. */
export interface TypeCount {
  readonly queue: QueueName;
  readonly type: string;
  readonly arrived: number;
  readonly finished: number;
  readonly failed: number;
}

/** Types told one by one; the rest of a queue is told together. */
const MOST = 20;
/** Types told apart while counting: a hostile table may have one a row. */
const MOST_COUNTED = 5000;
const REST = '(other types)';

type Counted = { arrived: number; finished: number; failed: number };

/** Counts tasks by their type in [from, to), as their rows tell: of a retried task its last attempt. */
export class TypeTally {
  readonly #from: number;
  readonly #to: number;
  readonly #counts = new Map<string, Counted>();

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  add({ type, state, createdAt, completedAt }: TypedTask): void {
    const arrived = this.#holds(createdAt);
    const ended = this.#holds(completedAt);
    const finished = ended && state === 'completed';
    const failed = ended && state === 'failed';
    if (!arrived && !finished && !failed) return;
    const counted = this.#of(type ?? '(none)');
    if (arrived) counted.arrived++;
    if (finished) counted.finished++;
    if (failed) counted.failed++;
  }

  /** Those with most arrivals first. */
  counts(queue: QueueName): TypeCount[] {
    const sorted = [...this.#counts]
      .map(([type, counted]): TypeCount => ({ queue, type, ...counted }))
      .toSorted((a, b) => b.arrived - a.arrived || b.finished + b.failed - a.finished - a.failed);
    const told = sorted.filter(({ type }) => type !== REST).slice(0, MOST);
    const rest = sorted.filter((one) => !told.includes(one));
    if (rest.length === 0) return told;
    const sum = (what: keyof Counted): number => rest.reduce((n, one) => n + one[what], 0);
    return [
      ...told,
      {
        queue,
        type: REST,
        arrived: sum('arrived'),
        finished: sum('finished'),
        failed: sum('failed'),
      },
    ];
  }

  #holds(t: number | null): boolean {
    return t !== null && t >= this.#from && t < this.#to;
  }

  #of(type: string): Counted {
    const name = this.#counts.has(type) || this.#counts.size < MOST_COUNTED ? type : REST;
    let counted = this.#counts.get(name);
    if (counted === undefined) {
      counted = { arrived: 0, finished: 0, failed: 0 };
      this.#counts.set(name, counted);
    }
    return counted;
  }
}
