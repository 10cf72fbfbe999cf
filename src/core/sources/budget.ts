import type { Clock } from '../clock.ts';
import type { Problem } from '../../shared/model.ts';

/** Up to this cost a part is read at every tick that finds a change. */
const ON_TICK_MS = 1;
/** Beyond it, at most this often … */
const SHORTEST_PAUSE_MS = 5_000;
/** … and taking at most one part in this many of the time. */
const PAUSE_PER_COST = 50;
/** A part this slow is worth telling. */
const SLOW_MS = 50;

export interface Dated<T> {
  readonly value: T;
  /** When it was read. */
  readonly asOf: number;
}

/** One tick, as the parts of a reading see it. */
export interface Tick {
  readonly now: number;
  /** Everything is wanted as of now, whatever it costs. */
  readonly full: boolean;
}

interface PartOptions {
  /** In the middle of a sentence: `the finished prompts`. */
  readonly what: string;
  /** Measures cost; `performance.now` except in tests. */
  readonly stopwatch: Clock;
  /** What would make it fast, one sentence; null where nothing would. */
  readonly mend?: string | null;
}

/**
 * A part of a reading whose cost may grow with history. While it is cheap it is read at every tick;
 * when it is not, it is read less often, off the tick, and its age is told.
 */
export class Part<T> {
  readonly #what: string;
  readonly #stopwatch: Clock;
  readonly #mend: string | null;
  #last: (Dated<T> & { readonly costMs: number }) | null = null;
  #outdated = false;
  #spentMs = 0;

  constructor({ what, stopwatch, mend }: PartOptions) {
    this.#what = what;
    this.#stopwatch = stopwatch;
    this.#mend = mend ?? null;
  }

  /** The value: computed now if that is due, else as it was. */
  read({ now, full }: Tick, compute: () => T): Dated<T> {
    this.#spentMs = 0;
    if (this.#last !== null && !full && !this.#isDue(this.#last, now)) {
      this.#outdated = true;
      return this.#last;
    }
    const start = this.#stopwatch();
    const value = compute();
    const costMs = this.#stopwatch() - start;
    if (costMs > ON_TICK_MS) this.#spentMs = costMs;
    this.#last = { value, asOf: now, costMs };
    this.#outdated = false;
    return this.#last;
  }

  /** Whether a change was left out at an earlier tick and can be read now. */
  isOwed(now: number): boolean {
    return this.#outdated && this.#last !== null && this.#isDue(this.#last, now);
  }

  /** Up to when the value leaves nothing out; null: it is as good as read now. */
  get until(): number | null {
    return this.#outdated ? (this.#last?.asOf ?? null) : null;
  }

  /** What the last `read` took, if that was off the tick; else 0. */
  get spentMs(): number {
    return this.#spentMs;
  }

  /** What to say about a slow part; null while it is not. */
  limit(): Problem | null {
    const costMs = this.#last?.costMs ?? 0;
    if (costMs < SLOW_MS) return null;
    return {
      kind: this.#mend === null ? 'large' : 'slow',
      message: `Reading ${this.#what} takes ${Math.round(costMs)} ms, so it is done every ${Math.round(pauseMs(costMs) / 1000)} s.`,
      action: this.#mend ?? 'Nothing to do: this grows with the history that is kept.',
    };
  }

  #isDue(last: { asOf: number; costMs: number }, now: number): boolean {
    return now - last.asOf >= pauseMs(last.costMs) || now < last.asOf;
  }
}

const pauseMs = (costMs: number): number =>
  costMs <= ON_TICK_MS ? 0 : Math.max(SHORTEST_PAUSE_MS, costMs * PAUSE_PER_COST);
