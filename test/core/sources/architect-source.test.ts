import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { SchemaAge } from '../../../demo/schema.ts';
import { ArchitectSource } from '../../../src/core/sources/architect-source.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Writer } from '../../lib/writer.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

async function setUp(age: SchemaAge) {
  const file = join(tempFolder(), 'architect.db');
  await writer.create(file, { database: 'architect', age });
  const source = new ArchitectSource({
    file,
    intervalMs: 1000,
    clock: Date.now,
    log: () => {},
    stopwatch: () => 0,
  });
  onTestFinished(async () => {
    await source.close();
    await writer.close(file);
  });
  const reading = async () => {
    await source.read();
    const latest = source.latest();
    if (latest === null) throw new Error(`Nothing was read: ${source.status().problem?.message}`);
    return latest;
  };
  return { file, source, reading };
}

describe('the task queue', () => {
  it.each(['newer', 'older'] as const)('is read like prompts are, %s schema', async (age) => {
    const { file, source, reading } = await setUp(age);
    await writer.exec(
      file,
      `INSERT INTO task_queue (task_type, task_data, priority, status, assigned_node, assigned_worker, started_at, completed_at)
       VALUES ('build', '{"a": 1}', 1, 'pending', NULL, NULL, NULL, NULL),
              ('test', 'later', 5, 'pending', 'n1', NULL, NULL, NULL),
              ('build', 'now', 0, 'running', 'n1', 'w1', CURRENT_TIMESTAMP, NULL),
              ('build', 'done', 0, 'completed', 'n1', 'w1', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)`,
    );
    const { queue } = await reading();
    expect(queue).toMatchObject({
      name: 'task_queue',
      waiting: 2,
      inFlight: 1,
      finishedLastHour: 1,
    });
    expect(queue?.next.map((task) => task.summary)).toEqual(['later', '{"a": 1}']);
    expect(queue?.byType).toEqual([
      { key: 'build', waiting: 1, inFlight: 1 },
      { key: 'test', waiting: 1, inFlight: 0 },
    ]);
    expect(source.getTask(3)).toMatchObject({
      content: 'now',
      assignedTo: 'w1',
      status: 'running',
    });
    expect(source.getTask(99)).toBeNull();
  });

  it('leaves out rows that are marked as deleted, everywhere', async () => {
    const { file, source, reading } = await setUp('newer');
    await writer.exec(
      file,
      `INSERT INTO task_queue (task_type, status, deleted_at, completed_at, error_message)
       SELECT 'x', s.value, iif(d.value, CURRENT_TIMESTAMP, NULL), CURRENT_TIMESTAMP, 'broken'
         FROM json_each('["pending", "running", "completed", "failed"]') AS s, json_each('[0, 1]') AS d`,
    );
    const { queue } = await reading();
    expect(queue?.byStatus.map(({ status, count }) => [status, count]).toSorted()).toEqual([
      ['completed', 1],
      ['failed', 1],
      ['pending', 1],
      ['running', 1],
    ]);
    expect(queue).toMatchObject({
      waiting: 1,
      inFlight: 1,
      finishedLastHour: 2,
      failedLastHour: 1,
    });
    expect(queue?.arrivals.perMin1).toBe(4);
    expect(queue?.next).toHaveLength(1);
    expect(queue?.failures.map((group) => group.count)).toEqual([1]);
    expect(source.getTask(2)).toBeNull();
  });

  it('tells which tasks take longer than they may', async () => {
    const { file, reading } = await setUp('newer');
    await writer.exec(
      file,
      `INSERT INTO task_queue (task_type, status, started_at, timeout_seconds)
       VALUES ('x', 'running', datetime('now', '-90 seconds'), 60),
              ('x', 'running', datetime('now', '-30 seconds'), 60),
              ('x', 'running', datetime('now', '-90 seconds'), NULL)`,
    );
    const { queue } = await reading();
    expect(queue?.overdue.map((task) => task.id)).toEqual([1]);
  });
});

describe('errors, pool, workers and nodes', () => {
  it('are read as they are stored', async () => {
    const { file, reading } = await setUp('newer');
    await writer.exec(
      file,
      `INSERT INTO errors (project_id, node_id, error_type, status, occurrence_count, last_seen, deleted_at)
       VALUES (1, 'n1', 'Timeout', 'open', 3, '2026-01-01 00:00:00', NULL),
              (1, 'n1', 'Timeout', 'open', 2, '2026-01-02 00:00:00', NULL),
              (2, NULL, 'Crash', 'resolved', 1, NULL, NULL),
              (2, 'n1', 'Crash', 'open', 9, NULL, CURRENT_TIMESTAMP);
       INSERT INTO session_pool (name, tmux_name, health, status, restart_count, last_heartbeat)
       VALUES ('p1', 'agent-1', 'degraded', 'running', 7, '2026-01-01 00:00:00');
       INSERT INTO workers (id, node_id, worker_type, status, current_task_id, tasks_completed)
       VALUES ('w1', 'n1', 'build', 'busy', 3, 12);
       INSERT INTO nodes (id, hostname, status, cpu_usage) VALUES ('n1', 'host', 'online', 12.5)`,
    );
    const { errors, pool, workers, nodes } = await reading();
    expect(errors).toEqual({
      open: 2,
      byNodeStatus: [
        { a: 'n1', b: 'open', rows: 2, occurrences: 5, lastAt: Date.UTC(2026, 0, 2) },
        { a: null, b: 'resolved', rows: 1, occurrences: 1, lastAt: null },
      ],
      byProjectType: [
        { a: '1', b: 'Timeout', rows: 2, occurrences: 5, lastAt: Date.UTC(2026, 0, 2) },
        { a: '2', b: 'Crash', rows: 1, occurrences: 1, lastAt: null },
      ],
    });
    expect(pool).toMatchObject([
      { name: 'p1', tmuxName: 'agent-1', health: 'degraded', restarts: 7, concerns: [] },
    ]);
    expect(workers).toMatchObject([{ id: 'w1', currentTask: '3', completed: 12, failed: 0 }]);
    expect(nodes).toMatchObject([{ id: 'n1', cpuPercent: 12.5 }]);
  });

  it('are each missed alone', async () => {
    const { file, source, reading } = await setUp('newer');
    await writer.exec(file, 'DROP TABLE errors; DROP TABLE session_pool; DROP TABLE nodes');
    expect(await reading()).toMatchObject({ errors: null, pool: null, workers: [], nodes: null });
    expect(source.status().limits.map((limit) => limit.message)).toEqual([
      expect.stringContaining('errors'),
      expect.stringContaining('session_pool'),
      expect.stringContaining('nodes'),
    ]);
  });
});
