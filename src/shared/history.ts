import { z } from 'zod';
import type { Chart, Charts, QueueName } from './model.ts';

/** What the History view asks for and is told. Units as in `model.ts`. */

const MINUTE = 60_000;
/** Shortest and longest stretch that can be asked for, ms. */
export const shortestMs = 5 * MINUTE;
export const longestMs = 731 * 86_400_000;

const moment = z.number().int().nonnegative().max(8_640_000_000_000_000);

export const historyQuery = z
  .object({
    from: moment,
    to: moment,
    /** Drawn behind it: the same stretch of the day or the week before, by local time. */
    compare: z.enum(['none', 'day', 'week']),
  })
  .refine(({ from, to }) => to - from >= shortestMs && to - from <= longestMs, {
    message: 'A stretch is between 5 minutes and two years long.',
  });
export type HistoryQuery = z.infer<typeof historyQuery>;

export const daysBefore: Readonly<Record<HistoryQuery['compare'], number>> = {
  none: 0,
  day: 1,
  week: 7,
};

/** Where the queues are heading, judged by the last hour. */
export interface TrendReport {
  readonly kind: 'draining' | 'steady' | 'growing' | 'starved' | 'empty' | 'unknown';
  /** One sentence, and why it is so. */
  readonly text: string;
  readonly detail: string;
  /** How many will wait in half an hour: the likely range; null where it cannot be told. */
  readonly expected: { readonly low: number; readonly high: number } | null;
  /** How many such ranges of the last day held what came; null before there were any. */
  readonly kept: { readonly held: number; readonly of: number } | null;
}

/** Something that is not as it was at this hour in past weeks. */
export interface Anomaly {
  readonly key: string;
  readonly text: string;
}

export interface FailureHistory {
  readonly queue: QueueName;
  readonly pattern: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly exampleId: number;
  /** How often it happened in the stretch, as far as that is kept. */
  readonly count: number;
  /** Seen for the first time within the stretch that is shown, and watched for before it. */
  readonly isNew: boolean;
}

/** What came and went in a stretch of time. */
export interface Totals {
  readonly arrived: number;
  readonly finished: number;
  readonly failed: number;
  /** For how much of it anything is known, ms. */
  readonly watchedMs: number;
}

/** Where sessions spent their time: shares of 1; null where none was seen. */
export interface SharesOfTime {
  readonly working: number;
  readonly waiting: number;
  readonly ready: number;
  readonly blocked: number;
  readonly other: number;
}

export interface HistoryView {
  readonly query: HistoryQuery;
  /** When history begins; null where there is none. */
  readonly firstAt: number | null;
  readonly charts: Charts;
  /** The stretch before, its times moved so that it lies behind; null without one. */
  readonly ghost: Charts | null;
  /** Stacked, since the start of the stretch: done, in flight, waiting. */
  readonly cumulative: Chart;
  readonly totals: Totals;
  readonly shares: SharesOfTime | null;
  /** How long sessions waited for a person's answer; null where none was given. */
  readonly answers: {
    readonly count: number;
    readonly p50Ms: number;
    readonly p95Ms: number;
    readonly maxMs: number;
  } | null;
  readonly trend: TrendReport;
  readonly anomalies: readonly Anomaly[];
  readonly failures: readonly FailureHistory[];
  /** How often each kind happened over time: the most frequent by themselves. */
  readonly failureKinds: Chart;
}
