import type { SessionState } from './model.ts';

/** What a session did over time, as Lookout's own log has it. Times in ms since the epoch. */

/** `gone`: it was not there. `unwatched`: nobody looked, so nothing is known. */
export type TimelineState = SessionState | 'gone' | 'unwatched';

export interface Stretch {
  readonly state: TimelineState;
  readonly from: number;
  readonly to: number;
  /** What decided it, in words; empty where nothing is known. */
  readonly evidence: string;
}

export interface Timeline {
  /** Of the axis. */
  readonly from: number;
  readonly to: number;
  /** Oldest first, without gaps; the last one goes on. */
  readonly stretches: readonly Stretch[];
  /** Time seen in each state, longest first; what was gone or unwatched counts for nothing. */
  readonly totals: readonly { readonly state: SessionState; readonly ms: number }[];
  /** How often its state changed. */
  readonly changes: number;
  /** There were more stretches than are listed: what lies before the first is left out. */
  readonly isCut: boolean;
}

/** How far back a timeline can reach, minutes; changes are kept for 30 days. */
export const timelineReach = { leastMin: 5, mostMin: 30 * 24 * 60 } as const;
