import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ArchitectSource } from '../../../src/core/sources/architect-source.ts';
import { AssignerSource } from '../../../src/core/sources/assigner-source.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Writer, type DatabaseKind } from '../../lib/writer.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

const sources = { assigner: AssignerSource, architect: ArchitectSource } as const;

const hash = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

const kinds: readonly DatabaseKind[] = [
  { database: 'assigner', journal: 'wal' },
  { database: 'assigner', journal: 'delete', indexes: 'none' },
  { database: 'architect', journal: 'wal', age: 'older' },
  { database: 'architect', journal: 'delete' },
];

async function setUp(kind: DatabaseKind) {
  const file = join(tempFolder(), 'watched.db');
  await writer.create(file, kind);
  const source = new sources[kind.database]({
    file,
    intervalMs: 1000,
    clock: Date.now,
    log: () => {},
  });
  onTestFinished(async () => {
    await source.close();
    await writer.close(file);
  });
  return { file, source };
}

describe('watching changes nothing', () => {
  it.each(kinds)('seen from a connection that was there before: %o', async (kind) => {
    const { file, source } = await setUp(kind);
    const versions = () => writer.all(file, 'PRAGMA data_version');
    const before = { hash: hash(file), versions: await versions() };
    for (let round = 0; round < 5; round++) {
      await source.read();
      await source.readFully();
      source.getTask(round);
    }
    expect(source.status().state).toBe('live');
    await source.close();
    expect({ hash: hash(file), versions: await versions() }).toEqual(before);
  });

  it.each(kinds)('of a file that nobody else has open: %o', async (kind) => {
    const { file, source } = await setUp(kind);
    await writer.close(file);
    const before = hash(file);
    await source.read();
    await source.readFully();
    await source.close();
    expect(source.status().state).toBe('live');
    expect(hash(file)).toBe(before);
    // What SQLite itself leaves beside a WAL database is empty of content.
    const beside = readdirSync(dirname(file)).filter((name) => name !== 'watched.db');
    expect(beside.every((name) => /^watched\.db-(wal|shm)$/.test(name))).toBe(true);
    copyFileSync(file, `${file}.alone`);
    const rows = (of: string) => writer.all(of, 'SELECT COUNT(*) FROM sqlite_schema');
    expect(await rows(file)).toEqual(await rows(`${file}.alone`));
    await writer.close(`${file}.alone`);
  });

  it('lets a writer checkpoint its whole log between two looks', async () => {
    const { file, source } = await setUp({ database: 'assigner' });
    for (let round = 0; round < 3; round++) {
      await writer.work(file, round + 1, 50);
      await source.read();
      const [checkpoint] = await writer.all(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
      expect(checkpoint).toMatchObject({ busy: 0, log: 0 });
    }
  });
});
