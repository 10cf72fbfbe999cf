import type { DatabaseName, QueueName } from './model.ts';

/** The database that holds each queue. */
export const databaseOf: Readonly<Record<QueueName, DatabaseName>> = {
  prompts: 'assigner',
  task_queue: 'architect',
};
