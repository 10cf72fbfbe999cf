import type { TaskDetail } from '../../shared/contract.ts';
import type { Errors } from '../../shared/model.ts';
import type { ArchitectReading } from '../readings.ts';
import { prepareQueue } from '../queue/queue-part.ts';
import { toQueue, toRecentFlow, type QueueFacts } from '../queue/queue-view.ts';
import { queueShape } from '../queue/shape.ts';
import { readTaskDetail } from '../queue/task-detail.ts';
import { Part } from './budget.ts';
import {
  DatabaseSource,
  type DatabaseSourceOptions,
  type PrepareReader,
} from './database-source.ts';
import { errorsReader } from './errors-reader.ts';
import { nodesReader, poolReader, workersReader } from './fleet-readers.ts';
import { preparePart } from './parts.ts';

/** Watches an architect.db: the task queue, errors, the session pool, workers and nodes. */
export class ArchitectSource extends DatabaseSource<ArchitectReading> {
  constructor(options: DatabaseSourceOptions) {
    super('architect', options, prepareReader);
  }

  /** A task in full; null where it is gone. Throws ProblemError or SQLite's error. */
  getTask(id: number): TaskDetail | null {
    return this.ask((db, tables) => {
      const table = tables.get('task_queue');
      return table === undefined ? null : readTaskDetail(db, queueShape('task_queue', table), id);
    });
  }
}

const needs = (table: string, required: readonly string[], wanted: readonly string[]) => ({
  table,
  required,
  wanted,
});

const prepareReader: PrepareReader<ArchitectReading> = (db, tables, stopwatch) => {
  const queue = prepareQueue(db, tables, 'task_queue', stopwatch);
  const errors = preparePart(
    tables,
    needs('errors', ['status'], ['node_id', 'project_id', 'error_type', 'last_seen']),
    (table) => errorsReader(db, table),
  );
  const errorsPart = new Part<Errors | null>({ what: 'the errors', stopwatch });
  const pool = preparePart(
    tables,
    needs('session_pool', ['name'], ['status', 'health', 'last_heartbeat', 'restart_count']),
    (table) => poolReader(db, table),
  );
  const workers = preparePart(
    tables,
    needs('workers', ['id'], ['status', 'last_heartbeat']),
    (table) => workersReader(db, table),
  );
  const nodes = preparePart(tables, needs('nodes', ['id'], ['status', 'last_heartbeat']), (table) =>
    nodesReader(db, table),
  );
  const missing = [queue, errors, pool, workers, nodes].flatMap((prepared) => prepared.limits);
  let facts: QueueFacts | null = null;
  let rest: Omit<ArchitectReading, 'takenAt' | 'queue' | 'recent' | 'times'> | null = null;
  const toReading = (takenAt: number): ArchitectReading => ({
    errors: null,
    pool: null,
    workers: null,
    nodes: null,
    ...rest,
    takenAt,
    queue: facts && toQueue(facts, takenAt),
    recent: facts && toRecentFlow(facts),
    times: facts && facts.times,
  });
  return {
    read: (tick) => {
      facts = queue.part?.read(tick) ?? null;
      rest = {
        errors: errorsPart.read(tick, () => errors.part?.() ?? null).value,
        pool: pool.part?.() ?? null,
        workers: workers.part?.() ?? null,
        nodes: nodes.part?.() ?? null,
      };
      return toReading(tick.now);
    },
    age: toReading,
    isOwed: (now) => errorsPart.isOwed(now) || (queue.part?.isOwed(now) ?? false),
    limits: () => {
      const slow = errorsPart.limit();
      return [...missing, ...(queue.part?.limits() ?? []), ...(slow ? [slow] : [])];
    },
    spentOffTickMs: () => errorsPart.spentMs + (queue.part?.spentOffTickMs() ?? 0),
  };
};
