import type {
  OverdueTask,
  Percentiles,
  Queue,
  QueueName,
  Rates,
  TaskSummary,
} from '../../shared/model.ts';
import type { Counts } from './counts.ts';
import type { FailureGroup } from '../../shared/model.ts';
import type { QueryTimes, RecentFlow } from '../readings.ts';
import type { Completion, Finishes } from './flow.ts';
import { forecast } from './forecast.ts';
import type { Groups } from './groups.ts';
import type { Assigned } from './live.ts';
import { countSince, HOUR_MS, toRates, unknownRates, type Events } from './rates.ts';

/** Events of the last hour, known in full up to a time; null: up to now, nothing was left out. */
export interface Known<T> {
  readonly events: readonly T[];
  readonly until: number | null;
}

/** What was read of a queue; what of it depends on the time is worked out by `toQueue`. */
export interface QueueFacts {
  readonly name: QueueName;
  readonly counts: Counts;
  readonly groups: Groups;
  readonly inFlight: readonly Assigned[];
  readonly next: readonly TaskSummary[];
  readonly oldest: TaskSummary | null;
  readonly failures: readonly FailureGroup[];
  /** Null where the table does not say. */
  readonly arrivals: Known<Events> | null;
  readonly finishes: Known<Finishes> | null;
  /** The newest, bounded. */
  readonly completions: readonly Completion[];
  readonly toAssignment: Percentiles;
  readonly toCompletion: Percentiles;
  readonly lastFinishAt: number | null;
  readonly times: QueryTimes;
}

/** The queue as it is at `now`: rates fall and assignments become overdue while nobody writes. */
export function toQueue(facts: QueueFacts, now: number): Queue {
  const { counts, finishes } = facts;
  const rates = {
    arrivals: toKnownRates(facts.arrivals, now),
    finishes: toKnownRates(finishes, now),
  };
  const lastHour = (events: readonly Events[] | undefined): number | null =>
    events === undefined ? null : countSince(events, finishes?.until ?? now, HOUR_MS);
  return {
    name: facts.name,
    waiting: counts.waiting,
    inFlight: counts.inFlight,
    byStatus: counts.byStatus,
    ...facts.groups,
    oldestWaiting: facts.oldest,
    ...rates,
    toAssignment: facts.toAssignment,
    toCompletion: facts.toCompletion,
    failedLastHour: lastHour(finishes?.events.filter((event) => event.failed)),
    finishedLastHour: lastHour(finishes?.events),
    lastFinishAt: facts.lastFinishAt,
    failures: facts.failures,
    overdue: overdue(facts.inFlight, now),
    next: facts.next,
    forecast: forecast({ ...rates, waiting: counts.waiting, inFlight: counts.inFlight }),
  };
}

/** What history counts from. */
export const toRecentFlow = (facts: QueueFacts): RecentFlow => ({
  arrivals: facts.arrivals?.events ?? [],
  finishes: facts.finishes?.events ?? [],
  completions: facts.completions,
});

const toKnownRates = (known: Known<Events> | null, now: number): Rates =>
  known === null ? unknownRates : toRates(known.events, known.until ?? now);

function overdue(inFlight: readonly Assigned[], now: number): OverdueTask[] {
  return inFlight
    .flatMap(({ task, session, dueAt }) =>
      dueAt === null || dueAt >= now || task.assignedAt === null
        ? []
        : [
            {
              id: task.id,
              queue: task.queue,
              session,
              summary: task.summary,
              assignedAt: task.assignedAt,
              dueAt,
            },
          ],
    )
    .toSorted((a, b) => a.dueAt - b.dueAt);
}
