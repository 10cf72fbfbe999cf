import type { Database } from 'better-sqlite3';
import type { QueueName } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import { preparePart, type Prepared, type TableNeeds } from '../sources/parts.ts';
import type { Tables } from '../sources/tables.ts';
import { QueueReader } from './queue-reader.ts';
import { queueShape } from './shape.ts';

const needs: Readonly<Record<QueueName, TableNeeds>> = {
  prompts: {
    table: 'prompts',
    required: ['status'],
    wanted: [
      'content',
      'priority',
      'created_at',
      'assigned_session',
      'assigned_at',
      'completed_at',
      'error',
      'target_session',
      'target_provider',
      'timeout_minutes',
    ],
  },
  task_queue: {
    table: 'task_queue',
    required: ['status'],
    wanted: [
      'task_type',
      'task_data',
      'priority',
      'created_at',
      'started_at',
      'completed_at',
      'error_message',
      'timeout_seconds',
    ],
  },
};

export const prepareQueue = (
  db: Database,
  tables: Tables,
  name: QueueName,
  stopwatch: Clock,
): Prepared<QueueReader> =>
  preparePart(
    tables,
    needs[name],
    (table) => new QueueReader(db, queueShape(name, table), stopwatch),
  );
