import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AssignerSource } from '../../../src/core/sources/assigner-source.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Writer } from '../../lib/writer.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

async function setUp(indexes: 'none' | 'field' | 'both' = 'field') {
  const file = join(tempFolder(), 'assigner.db');
  await writer.create(file, { database: 'assigner', indexes });
  let now = Date.now();
  const source = new AssignerSource({ file, intervalMs: 1000, clock: () => now, log: () => {} });
  onTestFinished(async () => {
    await source.close();
    await writer.close(file);
  });
  const reading = async () => {
    now += 10;
    await source.read();
    const latest = source.latest();
    if (latest === null) throw new Error(`Nothing was read: ${source.status().problem?.message}`);
    return latest;
  };
  return { file, source, reading };
}

const addTextOf = (file: string, megabytes: number, status: string) =>
  writer.exec(
    file,
    `INSERT INTO prompts (content, status, assigned_session, assigned_at)
     VALUES (CAST(zeroblob(${megabytes * 1_000_000}) AS TEXT), '${status}', 'agent', CURRENT_TIMESTAMP)`,
  );

describe('a prompt of 100 MB', () => {
  it('is listed without its text, with everything else known of it', async () => {
    const { file, reading } = await setUp();
    await addTextOf(file, 100, 'pending');
    await addTextOf(file, 2, 'assigned');
    await writer.exec(file, `INSERT INTO prompts (content, priority) VALUES ('small', 9)`);
    const { queue, inFlight, stats } = await reading();
    expect(stats).toMatchObject({ pending_prompts: 2, active_assignments: 1 });
    expect(queue?.next.map((task) => task.summary)).toEqual(['small', '(100 MB of text)']);
    expect(inFlight).toMatchObject([
      { session: 'agent', task: { summary: '(2 MB of text)', status: 'assigned' } },
    ]);
    expect(inFlight[0]?.dueAt).not.toBeNull();
  });

  it('is not read again at every change', async () => {
    const { file, source, reading } = await setUp();
    await addTextOf(file, 2, 'pending');
    const first = (await reading()).queue?.next;
    await writer.exec(file, `UPDATE prompts SET assigned_session = 'other'`);
    expect((await reading()).queue?.next).toEqual(first);
    await source.readFully();
    expect(source.latest()?.queue?.next[0]?.assignedTo).toBe('other');
  });

  it.each(['none', 'field', 'both'] as const)(
    'keeps its place in line, with indexes: %s',
    async (indexes) => {
      const { file, source, reading } = await setUp(indexes);
      for (const priority of [3, 9, 5]) {
        await writer.run(
          file,
          'INSERT INTO prompts (content, priority) VALUES (?, ?)',
          'a',
          priority,
        );
        await writer.exec(
          file,
          `INSERT INTO prompts (content, priority) VALUES (CAST(zeroblob(1100000) AS TEXT), ${priority})`,
        );
      }
      const expected = await writer.all(
        file,
        `SELECT id FROM prompts WHERE status = 'pending' ORDER BY priority DESC, created_at ASC LIMIT 50`,
      );
      await reading();
      await source.readFully();
      expect(source.latest()?.queue?.next.map((task) => task.id)).toEqual(
        expected.map((row) => row['id']),
      );
    },
  );

  it('is shown cut, and says how long it is', async () => {
    const { file, source } = await setUp();
    await writer.exec(
      file,
      `INSERT INTO prompts (content) VALUES (replace(hex(zeroblob(600000)), '00', 'ab\n'))`,
    );
    const task = source.getTask(1);
    expect(task?.content).toHaveLength(200_000);
    expect(task?.contentLength).toBe(1_800_000);
    expect(task?.summary).toBe('ab');
  });
});

describe('hostile rows', () => {
  it('are shown as plain text and hide nothing else', async () => {
    const { file, reading } = await setUp();
    const insert = 'INSERT INTO prompts (content, priority, target_session) VALUES (?, ?, ?)';
    await writer.run(file, insert, '<img src=x onerror=alert(1)>\nsecond', 3, 'a"b\'c');
    await writer.run(file, insert, '\u001b]0;title\u0007\n\u202eevil', 2, '😀 name');
    await writer.run(file, insert, '', 1, '');
    const { queue } = await reading();
    expect(queue?.next.map((task) => [task.summary, task.target])).toEqual([
      ['<img src=x onerror=alert(1)>', 'a"b\'c'],
      [']0;title', '😀 name'],
      ['', ''],
    ]);
  });

  it('with impossible dates, numbers and statuses leave the others as they are', async () => {
    const { file, reading } = await setUp();
    await writer.exec(
      file,
      `INSERT INTO prompts (content, status, priority, created_at, assigned_at, completed_at, timeout_minutes, retry_count)
       VALUES ('a', 'pending', 'high', 'tomorrow', NULL, NULL, 30, 'many'),
              ('b', 'pending', 9e999, '2026-02-31 00:00:00', NULL, NULL, 30, 1),
              ('c', 'assigned', 1, 5, x'00', NULL, -5, 1),
              ('d', 'assigned', 1, NULL, '2020-01-01 00:00:00', NULL, 1e300, 1),
              ('e', 'assigned', 1, NULL, '2020-01-01 00:00:00', NULL, 30, 1),
              ('f', 'completed', 1, '9999-99-99', '2999-01-01 00:00:00', '2999-01-01 00:00:00', 30, 1),
              ('g', 'completed', 1, '2020-01-01 00:00:00', '2020-01-01 00:00:10', CURRENT_TIMESTAMP, 30, 1);
       PRAGMA foreign_keys = OFF;
       INSERT INTO sessions (name, status, current_task_id, last_activity, is_claude)
       VALUES ('s', 7, 'none', 'never', 'yes'), (x'0102', NULL, 1e300, 1, NULL)`,
    );
    const { queue, sessions, inFlight } = await reading();
    expect(queue).toMatchObject({ waiting: 2, inFlight: 3, finishedLastHour: 1 });
    expect(queue?.next).toHaveLength(2);
    expect(queue?.next.every((task) => Number.isFinite(task.priority))).toBe(true);
    expect(inFlight.map(({ dueAt }) => dueAt === null)).toEqual([true, true, false]);
    expect(queue?.overdue.map((task) => task.id)).toEqual([5]);
    expect(queue?.toAssignment).toEqual({ p50Ms: 10_000, p95Ms: 10_000, samples: 1 });
    expect(sessions).toHaveLength(2);
  });

  it('with any number of statuses are counted all the same', async () => {
    const { file, reading } = await setUp();
    await writer.exec(
      file,
      `INSERT INTO prompts (content, status) SELECT 'x', 'status ' || i FROM
         (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i FROM n);
       INSERT INTO prompts (content, status) VALUES ('y', 'completed'), ('z', 'failed')`,
    );
    const { stats, queue } = await reading();
    expect(stats).toMatchObject({ completed_prompts: 1, failed_prompts: 1, pending_prompts: 0 });
    expect(queue?.byStatus.length).toBeLessThan(80);
    expect(queue?.byStatus.reduce((sum, { count }) => sum + count, 0)).toBe(502);
  });
});
