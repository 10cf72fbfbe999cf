import type { TaskDetail } from '../../shared/contract.ts';
import type { InFlight, AssignerReading } from '../readings.ts';
import { countOf, type Counts } from '../queue/counts.ts';
import { prepareQueue } from '../queue/queue-part.ts';
import { toQueue, toRecentFlow, type QueueFacts } from '../queue/queue-view.ts';
import { queueShape } from '../queue/shape.ts';
import { readTaskDetail } from '../queue/task-detail.ts';
import {
  DatabaseSource,
  type DatabaseSourceOptions,
  type PrepareReader,
} from './database-source.ts';
import { preparePart } from './parts.ts';
import { sessionsReader, unknownSessionStats, type SessionsReading } from './sessions-reader.ts';

/** Watches an assigner.db: prompts and sessions. */
export class AssignerSource extends DatabaseSource<AssignerReading> {
  constructor(options: DatabaseSourceOptions) {
    super('assigner', options, prepareReader);
  }

  /** A prompt in full; null where it is gone. Throws ProblemError or SQLite's error. */
  getTask(id: number): TaskDetail | null {
    return this.ask((db, tables) => {
      const table = tables.get('prompts');
      return table === undefined ? null : readTaskDetail(db, queueShape('prompts', table), id);
    });
  }
}

const prepareReader: PrepareReader<AssignerReading> = (db, tables, stopwatch) => {
  const queue = prepareQueue(db, tables, 'prompts', stopwatch);
  const sessions = preparePart(
    tables,
    {
      table: 'sessions',
      required: ['name'],
      wanted: ['status', 'provider', 'is_claude', 'current_task_id'],
    },
    (table) => sessionsReader(db, table),
  );
  let facts: QueueFacts | null = null;
  let rows: SessionsReading | null = null;
  return {
    read: (tick) => {
      facts = queue.part?.read(tick) ?? null;
      rows = sessions.part?.() ?? null;
      return toReading(tick.now, facts, rows);
    },
    age: (now) => toReading(now, facts, rows),
    isOwed: (now) => queue.part?.isOwed(now) ?? false,
    limits: () => [...queue.limits, ...(queue.part?.limits() ?? []), ...sessions.limits],
    spentOffTickMs: () => queue.part?.spentOffTickMs() ?? 0,
  };
};

function toReading(
  takenAt: number,
  prompts: QueueFacts | null,
  sessions: SessionsReading | null,
): AssignerReading {
  return {
    takenAt,
    stats: { ...promptStats(prompts?.counts ?? null), ...(sessions?.stats ?? unknownSessionStats) },
    queue: prompts && toQueue(prompts, takenAt),
    recent: prompts && toRecentFlow(prompts),
    times: prompts && prompts.times,
    sessions: sessions?.rows ?? null,
    inFlight: (prompts?.inFlight ?? []).map(({ task, dueAt }): InFlight => ({
      task,
      session: task.assignedTo,
      dueAt,
    })),
  };
}

function promptStats(counts: Counts | null) {
  const of = (...statuses: string[]): number | null =>
    counts && statuses.reduce((sum, status) => sum + countOf(counts, status), 0);
  return {
    pending_prompts: of('pending'),
    active_assignments: of('assigned', 'in_progress'),
    completed_prompts: of('completed'),
    failed_prompts: of('failed'),
  };
}
