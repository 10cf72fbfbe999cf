import { startOfHour } from 'date-fns/startOfHour';
import type { FailureHistory, HistoryView } from '../../shared/history.ts';
import type { QueueName } from '../../shared/model.ts';
import type { Bucket } from './bucket.ts';
import { HOUR } from './levels.ts';
import type { RecordReader } from './record-reader.ts';
import { SERIES } from './series.ts';
import { countOf, levelOf } from './sums.ts';
import type { TypeCount } from './type-tally.ts';
import { historyView } from './view.ts';

const WORST = 5;
/** Sessions listed by name; the rest is left out and counted. */
const MOST_SESSIONS = 50;

interface Counts {
  readonly arrived: number;
  readonly finished: number;
  readonly failed: number;
}

/** Tasks by type, as the databases tell now. */
export interface TypesOfPeriod {
  readonly counts: readonly TypeCount[];
  /** Queues whose database could not be read for it. */
  readonly unread: readonly QueueName[];
}

interface WorstHour {
  readonly from: number;
  readonly ms: number;
  readonly failed: number;
  readonly mostWaiting: number;
}

interface SessionTime {
  readonly name: string;
  readonly workingMs: number;
  readonly waitingMs: number;
  readonly readyMs: number;
  readonly blockedMs: number;
}

/** What happened in a stretch of time. Units as in the model. */
export interface HistoryReport {
  readonly watched: string;
  readonly from: number;
  readonly to: number;
  readonly writtenAt: number;
  /** For how much of it anything is known. */
  readonly watchedMs: number;
  /** What lies before was worked out from the databases; null: all of it was measured. */
  readonly reconstructedTo: number | null;
  readonly queues: Readonly<Record<QueueName, Counts>>;
  readonly total: Counts;
  readonly byType: TypesOfPeriod;
  /** Longest time from assignment to completion; null where nothing was completed. */
  readonly longestMs: number | null;
  readonly worstHours: readonly WorstHour[];
  readonly failures: readonly FailureHistory[];
  readonly sessions: readonly SessionTime[];
  /** Sessions beyond those. */
  readonly moreSessions: number;
  readonly answers: HistoryView['answers'];
}

interface Asked {
  /** What is watched, as it is called. */
  readonly watched: string;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly byType: TypesOfPeriod;
}

/** The report of [from, to). Errors: SQLite's own. */
export function reportOf(
  record: RecordReader,
  { watched, from, to, now, byType }: Asked,
): HistoryReport {
  const view = historyView(record, { from, to, compare: 'none' }, now);
  const { query, totals, charts, failures, answers } = view;
  const longest = Math.max(0, ...charts.latency.points.map((point) => point['max'] ?? 0));
  const { arrived, finished, failed, watchedMs } = totals;
  const until = charts.reconstructedTo;
  const sessions = sessionsOf(record, view);
  return {
    watched,
    from: query.from,
    to: query.to,
    writtenAt: now,
    watchedMs,
    reconstructedTo: until === null || until <= query.from ? null : until,
    queues: queuesOf(record, view, now),
    total: { arrived, finished, failed },
    byType,
    longestMs: longest === 0 ? null : longest,
    worstHours: worstHours(record, view, now),
    failures,
    sessions: sessions.slice(0, MOST_SESSIONS),
    moreSessions: Math.max(0, sessions.length - MOST_SESSIONS),
    answers,
  };
}

function queuesOf(
  { reader }: RecordReader,
  { query }: HistoryView,
  now: number,
): HistoryReport['queues'] {
  const total = reader.total(query.from, query.to, now);
  const names = reader.series();
  const of = (queue: QueueName): Counts => ({
    arrived: countOf(total, names, [`${queue}.arrived`]),
    finished: countOf(total, names, [`${queue}.finished`]),
    failed: countOf(total, names, [`${queue}.failed`]),
  });
  return { prompts: of('prompts'), task_queue: of('task_queue') };
}

/** Hours with the most failures, then with the most waiting; longer stretches in a long period. */
function worstHours({ reader }: RecordReader, { query }: HistoryView, now: number): WorstHour[] {
  const names = reader.series();
  const { cells, stepMs } = reader.timeline(query.from, query.to, now);
  const ms = Math.max(stepMs, HOUR);
  const hours = new Map<number, WorstHour>();
  let counted: Bucket | null = null;
  for (const { t, bucket } of cells) {
    // Where nothing finer is known, several cells show the same.
    if (bucket === null || bucket === counted) continue;
    counted = bucket;
    const from = ms === HOUR ? startOfHour(t).getTime() : t;
    const hour = hours.get(from) ?? { from, ms, failed: 0, mostWaiting: 0 };
    const waiting = levelOf(bucket, names, SERIES.waiting)?.max ?? 0;
    hours.set(from, {
      ...hour,
      failed: hour.failed + countOf(bucket, names, SERIES.failed),
      mostWaiting: Math.max(hour.mostWaiting, waiting),
    });
  }
  return [...hours.values()]
    .filter(({ failed, mostWaiting }) => failed > 0 || mostWaiting > 0)
    .toSorted((one, two) => two.failed - one.failed || two.mostWaiting - one.mostWaiting)
    .slice(0, WORST);
}

/** Those that worked most first. */
function sessionsOf({ sessions }: RecordReader, { query }: HistoryView): SessionTime[] {
  return [...sessions.utilisation(query.from, query.to)]
    .map(([name, spent]) => ({
      name,
      workingMs: spent.get('working') ?? 0,
      waitingMs: spent.get('waiting') ?? 0,
      readyMs: spent.get('ready') ?? 0,
      blockedMs: spent.get('blocked') ?? 0,
    }))
    .toSorted((a, b) => b.workingMs - a.workingMs);
}
