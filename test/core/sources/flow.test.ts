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

/** `dear`: every part that grows with history seems to cost a second. */
async function setUp({ dear = false, index = '' } = {}) {
  const file = join(tempFolder(), 'assigner.db');
  await writer.create(file, { database: 'assigner' });
  await writer.exec(file, index);
  let now = Date.now();
  let stopwatch = 0;
  const source = new AssignerSource({
    file,
    intervalMs: 1000,
    clock: () => now,
    log: () => {},
    stopwatch: () => (stopwatch += dear ? 1000 : 0),
  });
  onTestFinished(async () => {
    await source.close();
    await writer.close(file);
  });
  const queue = () => {
    const latest = source.latest()?.queue;
    if (!latest) throw new Error(`Nothing was read: ${source.status().problem?.message}`);
    return latest;
  };
  const look = async (passedMs = 1000) => {
    now += passedMs;
    await source.read();
    return queue();
  };
  return { file, source, look, queue };
}

const completedIndex = 'CREATE INDEX i ON prompts(completed_at)';

/** Python's isoformat of a time that is so many seconds ago, in local time. */
const localAgo = (seconds: number): string =>
  `strftime('%Y-%m-%dT%H:%M:%f', 'now', 'localtime', '-${seconds} seconds') || '000'`;
const utcAgo = (seconds: number): string => `datetime('now', '-${seconds} seconds')`;

const addFinished = (file: string, status: string, at: string) =>
  writer.exec(
    file,
    `INSERT INTO prompts (content, status, created_at, assigned_at, completed_at)
     VALUES ('a', '${status}', ${at}, ${at}, ${at})`,
  );

describe('what finished in the last hour', () => {
  it.each([
    ['by an index', completedIndex],
    ['by a search', ''],
  ])('is counted in both forms of time: %s', async (_, index) => {
    const { file, look } = await setUp({ index });
    for (const ago of [localAgo, utcAgo]) {
      await addFinished(file, 'completed', ago(30));
      await addFinished(file, 'failed', ago(200));
      await addFinished(file, 'completed', ago(3000));
      await addFinished(file, 'completed', ago(4000));
      await addFinished(file, 'cancelled', ago(20));
    }
    const { finishes, finishedLastHour, failedLastHour, arrivals } = await look(0);
    expect(finishes).toEqual({ perMin1: 2, perMin5: 0.8, perMin60: 0.1 });
    expect({ finishedLastHour, failedLastHour }).toEqual({
      finishedLastHour: 6,
      failedLastHour: 2,
    });
    expect(arrivals.perMin1).toBe(4);
  });

  it('is followed by id where searching is too dear', async () => {
    const { file, look } = await setUp({ dear: true });
    const insert =
      'INSERT INTO prompts (content, status, assigned_at) VALUES (?, ?, CURRENT_TIMESTAMP)';
    await writer.run(file, insert, 'in flight', 'assigned');
    await writer.run(file, insert, 'next in line', 'pending');
    expect((await look()).finishedLastHour).toBe(0);
    await writer.exec(
      file,
      `UPDATE prompts SET status = 'completed', completed_at = CURRENT_TIMESTAMP WHERE id = 1`,
    );
    expect((await look()).finishedLastHour).toBe(1);
    await writer.exec(
      file,
      `UPDATE prompts SET status = 'failed', completed_at = CURRENT_TIMESTAMP WHERE id = 2`,
    );
    await addFinished(file, 'completed', utcAgo(0));
    expect(await look()).toMatchObject({ finishedLastHour: 3, failedLastHour: 1 });
    // Nothing is counted twice: not by looking again, and not by the next search.
    await writer.exec(file, `INSERT INTO prompts (content) VALUES ('b')`);
    expect((await look()).finishedLastHour).toBe(3);
    expect((await look(60_000)).finishedLastHour).toBe(3);
  });
});

describe('rates and overdue assignments', () => {
  it('move on while nobody writes', async () => {
    const { file, look } = await setUp();
    await addFinished(file, 'completed', utcAgo(0));
    await writer.exec(
      file,
      `INSERT INTO prompts (content, status, assigned_session, assigned_at, timeout_minutes)
       VALUES ('late', 'assigned', 's', CURRENT_TIMESTAMP, 10)`,
    );
    const first = await look();
    expect(first.finishes.perMin5).toBe(0.2);
    expect(first.overdue).toEqual([]);
    const later = await look(6 * 60_000);
    expect(later.finishes).toMatchObject({ perMin1: 0, perMin5: 0, perMin60: 1 / 60 });
    const latest = await look(6 * 60_000);
    expect(latest.overdue).toMatchObject([{ id: 2, session: 's', summary: 'late' }]);
  });
});

describe('history that is dear to count', () => {
  it('keeps its count and tells when it was true, then catches up without a commit', async () => {
    const { file, source, look, queue } = await setUp({ dear: true });
    await addFinished(file, 'completed', utcAgo(0));
    await look();
    const count = () => queue().byStatus.find((row) => row.status === 'completed');
    expect(count()?.count).toBe(1);
    await addFinished(file, 'completed', utcAgo(0));
    await look();
    expect(count()?.count).toBe(1);
    const takenAt = source.latest()?.takenAt ?? 0;
    expect(count()?.asOf).toBeLessThan(takenAt);
    await look(60_000);
    expect(count()).toMatchObject({ count: 2, asOf: source.latest()?.takenAt });
  });

  it('is exact whenever everything is asked for', async () => {
    const { file, source, look } = await setUp({ dear: true });
    await look();
    await addFinished(file, 'completed', utcAgo(0));
    await source.readFully();
    expect(source.latest()?.stats.completed_prompts).toBe(1);
  });
});

describe('latencies and failures', () => {
  it.each([completedIndex, ''])('are those of the newest finished tasks: %s', async (index) => {
    const { file, look } = await setUp({ index });
    await writer.exec(
      file,
      `INSERT INTO prompts (content, status, created_at, assigned_at, completed_at, error)
       SELECT 'x', iif(i % 10 = 0, 'failed', 'completed'), datetime('now', '-1 hour'),
              datetime('now', '-1 hour', i || ' seconds'), datetime('now', '-1 hour', (3 * i) || ' seconds'),
              iif(i % 10 = 0, 'Assignment timed out after ' || i || ' minutes', NULL)
         FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i FROM n)`,
    );
    const { toAssignment, toCompletion, failures } = await look(0);
    expect(toAssignment).toEqual({ p50Ms: 49_000, p95Ms: 95_000, samples: 90 });
    expect(toCompletion).toEqual({ p50Ms: 98_000, p95Ms: 190_000, samples: 90 });
    expect(failures).toMatchObject([
      { pattern: 'Assignment timed out after <n> minutes', count: 10, exampleId: 100 },
    ]);
  });
});

describe('the oldest waiting', () => {
  it('is the oldest in time, whichever form it was written in', async () => {
    const { file, look } = await setUp();
    const add = (at: string) =>
      writer.exec(file, `INSERT INTO prompts (content, created_at) VALUES ('a', ${at})`);
    await add('NULL');
    await add(`'not a time'`);
    await add(utcAgo(60));
    await add(localAgo(120));
    expect((await look()).oldestWaiting?.id).toBe(4);
    await add(utcAgo(200));
    expect((await look()).oldestWaiting?.id).toBe(5);
  });
});
