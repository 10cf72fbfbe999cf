import type { QueueName, Target } from '../../shared/model.ts';

/**
 * What alert rules are judged on: one moment of the watched system, taken from a snapshot as it
 * happens or from history in a dry run. `null` is not known: it neither starts nor ends an alert.
 */
export interface Moment {
  readonly t: number;
  /** Both queues together. */
  readonly waiting: number | null;
  readonly oldest: OldestWaiting | null;
  /** Since the moment before. */
  readonly arrived: number;
  readonly finished: number;
  readonly failed: number;
  readonly sessions: readonly MomentSession[] | null;
  readonly sources: readonly { readonly name: string; readonly bad: string | null }[] | null;
  readonly lostIndexes: readonly string[] | null;
  /** What the last reading of each database took. */
  readonly costs: readonly { readonly name: string; readonly ms: number }[] | null;
}

export interface OldestWaiting {
  readonly waitedMs: number;
  /** null in a dry run: history keeps times, not tasks. */
  readonly task: { readonly queue: QueueName; readonly id: number } | null;
}

export interface MomentSession {
  readonly name: string;
  readonly state: string;
  readonly detail: string | null;
  readonly holdsTask: boolean;
  /** When it came into this state, as far as anybody knows. */
  readonly since: number | null;
}

/** One thing that a rule finds wrong at a moment. */
export interface Finding {
  readonly subject: string;
  readonly text: string;
  readonly target: Target;
  /** When it began, where that is known better than by when it was first seen. */
  readonly since?: number | null;
}

/** What a rule finds: null when it cannot know; `near` are subjects that have not yet recovered. */
export interface Findings {
  readonly over: readonly Finding[];
  /** Past the threshold's lower edge: an alert that is on stays on, none begins (hysteresis). */
  readonly near: ReadonlySet<string>;
}
