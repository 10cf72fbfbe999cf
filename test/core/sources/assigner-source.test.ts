import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { referenceStats } from '../../../demo/schema.ts';
import { AssignerSource } from '../../../src/core/sources/assigner-source.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Writer, type DatabaseKind } from '../../lib/writer.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

/** Figures the test compares are of one moment, whatever a reading costs on a busy machine. */
const free = () => 0;

async function setUp(kind: Omit<DatabaseKind, 'database'> = {}) {
  const file = join(tempFolder(), 'assigner.db');
  await writer.create(file, { database: 'assigner', ...kind });
  const source = new AssignerSource({
    file,
    intervalMs: 1000,
    clock: Date.now,
    log: () => {},
    stopwatch: free,
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

describe('the seven figures', () => {
  const kinds = [
    { journal: 'wal', indexes: 'none' },
    { journal: 'wal', indexes: 'field' },
    { journal: 'wal', indexes: 'both' },
    { journal: 'delete', indexes: 'none' },
    { journal: 'delete', indexes: 'reference' },
  ] as const;

  it.each(kinds)('equal the reference queries while somebody writes: %o', async (kind) => {
    const { file, reading } = await setUp(kind);
    for (let round = 1; round <= 15; round++) {
      await writer.work(file, round, 20);
      const [prompts, sessions] = await writer.atOnce(
        file,
        referenceStats.prompts,
        referenceStats.sessions,
      );
      const { stats } = await reading();
      expect(stats).toEqual({ ...prompts, ...sessions });
    }
  });

  it('count what has a status that nobody knows, and leave it out of the seven', async () => {
    const { file, reading } = await setUp();
    await writer.exec(
      file,
      `INSERT INTO prompts (content, status) VALUES ('a', 'paused'), ('b', NULL), ('c', 7), ('d', x'00ff'), ('e', 'completed')`,
    );
    const { stats, queue } = await reading();
    expect(stats).toMatchObject({ pending_prompts: 0, completed_prompts: 1, failed_prompts: 0 });
    const counts = Object.fromEntries(queue?.byStatus.map((row) => [row.status, row.count]) ?? []);
    expect(counts).toMatchObject({ paused: 1, '(none)': 1, '7': 1, completed: 1 });
  });
});

describe('the gate', () => {
  it('reads nothing while nobody commits', async () => {
    const { file, source } = await setUp();
    expect(await source.read()).toBe(true);
    const first = source.latest();
    expect(await source.read()).toBe(false);
    expect(source.latest()).toBe(first);
    await writer.work(file, 1, 1);
    expect(await source.read()).toBe(true);
  });

  it('uses an index from the moment that it is there, and does without when it is gone', async () => {
    const { file, reading } = await setUp({ indexes: 'none' });
    await writer.exec(file, `INSERT INTO prompts (content) VALUES ('a'), ('b')`);
    expect((await reading()).queue?.waiting).toBe(2);
    await writer.exec(file, 'CREATE INDEX i ON prompts(status)');
    expect((await reading()).queue?.waiting).toBe(2);
    await writer.exec(file, `DROP INDEX i; INSERT INTO prompts (content) VALUES ('c')`);
    expect((await reading()).queue?.waiting).toBe(3);
  });
});

describe('the next in line', () => {
  it.each(['none', 'field', 'reference', 'both'] as const)(
    'are those that workers take, in their order, with indexes: %s',
    async (indexes) => {
      const { file, reading } = await setUp({ indexes });
      await writer.work(file, 42, 400);
      const expected = await writer.all(
        file,
        `SELECT * FROM prompts WHERE status = 'pending' ORDER BY priority DESC, created_at ASC LIMIT 50`,
      );
      const { queue } = await reading();
      expect(expected.length).toBeGreaterThan(10);
      expect(queue?.next.map((task) => task.id)).toEqual(expected.map((row) => row['id']));
    },
  );
});
