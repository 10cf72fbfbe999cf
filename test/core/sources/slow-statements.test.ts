import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { attention } from '../../../src/core/monitor/attention.ts';
import { AssignerSource } from '../../../src/core/sources/assigner-source.ts';
import type { AttentionItem, SlowStatement } from '../../../src/shared/model.ts';
import { calm } from '../monitor/builders.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Writer } from '../../lib/writer.ts';

const queueIndex = 'idx_prompts_status_priority_created';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

const add = (file: string, rows: number): Promise<void> =>
  writer.exec(
    file,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
     INSERT INTO prompts (content, priority, status, created_at, completed_at)
     SELECT 'prompt ' || i, i % 11, CASE WHEN i % 100 = 0 THEN 'pending' ELSE 'completed' END,
       datetime(1700000000 + i, 'unixepoch'), datetime(1700000000 + i, 'unixepoch') FROM n`,
  );

/** A database without an index on its prompts, and how long a statement may take. */
async function setUp(rows: number, slowMs?: number) {
  const file = join(tempFolder(), 'assigner.db');
  await writer.create(file, { database: 'assigner', indexes: 'none' });
  await add(file, rows);
  let now = 1_800_000_000_000;
  const clock = (): number => now;
  const source = new AssignerSource({
    file,
    intervalMs: 1000,
    clock,
    log: () => {},
    ...(slowMs !== undefined && { slowMs }),
  });
  onTestFinished(async () => {
    await source.close();
    await writer.close(file);
  });
  const read = async (laterMs = 0): Promise<readonly SlowStatement[]> => {
    now += laterMs;
    await source.readFully();
    return source.slowStatements();
  };
  const asks = (): AttentionItem[] =>
    attention({ ...calm(now), slowStatements: source.slowStatements() });
  return { file, read, asks };
}

const nextInLine = (slow: readonly SlowStatement[]): SlowStatement | undefined =>
  slow.find(({ sql }) => /ORDER BY .*priority.* DESC.* LIMIT 50/s.test(sql));

it('names a statement that takes longer than its budget, its plan, and the index that would help', async () => {
  const { read } = await setUp(2_000, 0);
  const found = nextInLine(await read());
  expect(found).toMatchObject({ database: 'assigner', budgetMs: 0, times: 1 });
  expect(found?.plan).toEqual([
    expect.stringMatching(/^SCAN prompts/),
    'USE TEMP B-TREE FOR ORDER BY',
  ]);
  expect(found?.wouldHelp).toEqual([
    {
      name: queueIndex,
      sql: `CREATE INDEX ${queueIndex} ON prompts(status, priority DESC, created_at)`,
      isOfCatalogue: true,
    },
  ]);
});

it('measures what a scan of several hundred thousand rows takes', async () => {
  // Even the fastest machine takes longer than a millisecond to read and sort these.
  const { read } = await setUp(300_000, 1);
  const found = nextInLine(await read());
  expect(found?.lastMs).toBeGreaterThan(1);
  expect(found?.maxMs).toBe(found?.lastMs);
}, 60_000);

it('keeps nothing of statements that are within their budget', async () => {
  const { read } = await setUp(200, 3_600_000);
  expect(await read()).toEqual([]);
});

it('forgets what was slow once definitions move: with the index there, the plan is another', async () => {
  const { file, read } = await setUp(2_000, 0);
  await read();
  await writer.exec(
    file,
    `CREATE INDEX ${queueIndex} ON prompts(status, priority DESC, created_at ASC)`,
  );
  const found = nextInLine(await read());
  expect(found?.times).toBe(1);
  expect(found?.plan.join()).toContain(`USING INDEX ${queueIndex}`);
  expect(found?.wouldHelp).toEqual([]);
});

it('asks for a person only when it lasts: not after once, and one line for all of a database', async () => {
  const { read, asks } = await setUp(2_000, 0);
  await read();
  expect(asks()).toEqual([]);
  await read(30_000);
  await read(31_000);
  expect(asks()).toEqual([
    expect.objectContaining({
      kind: 'slow-query',
      severity: 'info',
      title: expect.stringMatching(/^\d+ queries of assigner\.db stay slow$/),
      detail: expect.stringContaining('would help'),
      since: 1_800_000_000_000,
      step: { label: 'Look', target: { view: 'maintenance', tab: 'slow' } },
    }),
  ]);
});

it('remembers twenty statements at most', async () => {
  const { read } = await setUp(100, 0);
  const slow = await read();
  expect(slow.length).toBeGreaterThan(3);
  expect(slow.length).toBeLessThanOrEqual(20);
});
