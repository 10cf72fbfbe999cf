import type { Target } from '../../shared/model.ts';

/**
 * What alert rules are judged on: one moment of the watched system, taken from a snapshot as it
 * happens or from history in a dry run. `null` is not known: it neither starts nor ends an alert.
 */
export interface Moment {
  readonly t: number;
  /** Both queues together. */
  readonly waiting: number | null;
  readonly oldestWaitingMs: number | null;
  /** Since the moment before. */
  readonly arrived: number;
  readonly finished: number;
  readonly failed: number;
  readonly sessions: readonly MomentSession[] | null;
  readonly sources: readonly { readonly name: string; readonly bad: string | null }[] | null;
  readonly lostIndexes: readonly string[] | null;
  readonly queueQueryMs: number | null;
}

export interface MomentSession {
  readonly name: string;
  readonly state: string;
  readonly detail: string | null;
  readonly holdsTask: boolean;
}

/** One thing that a rule finds wrong at a moment. */
export interface Finding {
  readonly subject: string;
  readonly text: string;
  readonly target: Target;
}

/** What a rule finds: null when it cannot know; `near` are subjects that have not yet recovered. */
export interface Findings {
  readonly over: readonly Finding[];
  /** Past the threshold's lower edge: an alert that is on stays on, none begins (hysteresis). */
  readonly near: ReadonlySet<string>;
}
