import type { Problem, SourceState, SourceStatus } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';

/** A reading may take this share of its interval; beyond it the interval grows. */
const SHARE = 0.1;
/** However slow a reading is, look at least this often. */
const LONGEST_INTERVAL_MS = 60_000;
/** Intervals in force are whole steps, so that small changes in cost do not show as flicker. */
const STEP_MS = 500;

export interface TrackerOptions {
  /** File path, tmux socket or URL, as a person would name it. */
  readonly label: string;
  /** The interval that was asked for. */
  readonly intervalMs: number;
  readonly clock: Clock;
  /** What fails again and again is tried less and less often. */
  readonly backsOff?: boolean;
}

export interface GoodReading {
  readonly costMs: number;
  readonly limits?: readonly Problem[];
}

/**
 * Turns what happened at each reading of one source into its `SourceStatus`: live, stale since, or
 * unavailable, and how often the source can afford to be read.
 */
export class SourceTracker {
  readonly #clock: Clock;
  readonly #label: string;
  readonly #backsOff: boolean;
  #failures = 0;
  #settingMs: number;
  #state: SourceState = 'unavailable';
  #since: number;
  #lastReadAt: number | null = null;
  #problem: Problem | null = null;
  #limits: readonly Problem[] = [];
  #costMs: number | null = null;
  #earlierCostMs: number | null = null;

  constructor({ label, intervalMs, clock, backsOff = false }: TrackerOptions) {
    this.#backsOff = backsOff;
    this.#label = label;
    this.#settingMs = intervalMs;
    this.#clock = clock;
    this.#since = clock();
  }

  /** A reading succeeded. */
  good({ costMs, limits = [] }: GoodReading): void {
    this.#earlierCostMs = this.#costMs;
    this.#costMs = costMs;
    this.#limits = limits;
    this.unchanged();
  }

  /** The source was reached and has nothing new: what was read last is still true. */
  unchanged(): void {
    this.#failures = 0;
    this.#problem = null;
    this.#lastReadAt = this.#clock();
    this.#enter('live');
  }

  /** The source cannot be read now; what was read before stays, as stale. */
  bad(problem: Problem): void {
    this.#failures += 1;
    this.#problem = problem;
    this.#enter(this.#lastReadAt === null ? 'unavailable' : 'stale');
  }

  /** The source says itself that there is nothing to read: what was read before is no longer true. */
  gone(problem: Problem): void {
    this.#failures = 0;
    this.#problem = problem;
    this.#lastReadAt = null;
    this.#enter('unavailable');
  }

  /** A new setting for the interval. */
  setInterval(intervalMs: number): void {
    this.#settingMs = intervalMs;
  }

  status(): SourceStatus {
    const { intervalMs, slowedBecause } = this.#pace();
    return {
      state: this.#state,
      since: this.#since,
      lastReadAt: this.#lastReadAt,
      problem: this.#problem,
      limits: this.#limits,
      label: this.#label,
      costMs: this.#costMs,
      intervalMs,
      slowedBecause,
    };
  }

  #enter(state: SourceState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#since = this.#clock();
  }

  #pace(): Pick<SourceStatus, 'intervalMs' | 'slowedBecause'> {
    if (this.#backsOff && this.#failures > 1) {
      const wanted = this.#settingMs * 2 ** Math.min(this.#failures - 1, 10);
      const intervalMs = Math.max(this.#settingMs, Math.min(wanted, LONGEST_INTERVAL_MS));
      return {
        intervalMs,
        slowedBecause: `It could not be read ${this.#failures} times in a row, so it is tried every ${intervalMs / 1000} s.`,
      };
    }
    // The cheaper of the last two: neither the first reading, for which nothing is ready yet, nor
    // one on a busy machine is a reason to slow down.
    const costMs = Math.min(this.#costMs ?? 0, this.#earlierCostMs ?? 0);
    const affordable = Math.min(Math.ceil(costMs / SHARE / STEP_MS) * STEP_MS, LONGEST_INTERVAL_MS);
    if (costMs <= this.#settingMs * SHARE || affordable <= this.#settingMs) {
      return { intervalMs: this.#settingMs, slowedBecause: null };
    }
    return {
      intervalMs: affordable,
      slowedBecause: `One reading takes ${Math.round(costMs)} ms, so it is done every ${affordable / 1000} s instead of every ${this.#settingMs / 1000} s.`,
    };
  }
}
