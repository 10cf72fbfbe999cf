import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { AssignerSource } from '../../../src/core/sources/assigner-source.ts';
import { asOrdinaryUser } from '../../lib/ordinary-user.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { Writer } from '../../lib/writer.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

async function setUp() {
  const file = join(tempFolder(), 'assigner.db');
  await writer.create(file, { database: 'assigner' });
  await writer.exec(file, `INSERT INTO prompts (content) VALUES ('a')`);
  const source = new AssignerSource({ file, intervalMs: 1000, clock: Date.now, log: () => {} });
  onTestFinished(async () => {
    chmodSync(dirname(file), 0o755);
    await source.close();
    await writer.close(file);
  });
  const look = () => asOrdinaryUser(() => source.read());
  return { file, folder: dirname(file), source, look };
}

const copies = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`lookout-copy-${process.pid}-`));

describe('without the rights of root', () => {
  it('a file that may not be read is unreadable, until it may', async () => {
    const { file, folder, source, look } = await setUp();
    await writer.close(file);
    chmodSync(folder, 0o777);
    chmodSync(file, 0o200);
    await look();
    expect(source.status()).toMatchObject({
      state: 'unavailable',
      problem: { kind: 'unreadable' },
    });
    chmodSync(file, 0o644);
    await look();
    expect(source.status()).toMatchObject({ state: 'live', problem: null });
  });

  it('a folder that may not be entered makes it unreadable, too', async () => {
    const { folder, source, look } = await setUp();
    chmodSync(folder, 0o600);
    await look();
    expect(source.status()).toMatchObject({
      state: 'unavailable',
      problem: { kind: 'unreadable' },
    });
  });

  it('a live writer is enough to read where the folder is closed to writing', async () => {
    const { folder, source, look } = await setUp();
    chmodSync(folder, 0o555);
    await look();
    expect(source.status()).toMatchObject({ state: 'live', limits: [] });
    expect(source.latest()?.stats.pending_prompts).toBe(1);
  });

  it('without a writer it is read from a private copy, which says so, follows and goes', async () => {
    const leftover = join(tmpdir(), 'lookout-copy-999999999-x');
    await asOrdinaryUser(() => Promise.resolve(mkdirSync(leftover)));
    const { file, folder, source, look } = await setUp();
    await writer.close(file);
    chmodSync(folder, 0o555);
    await look();
    expect(source.status()).toMatchObject({
      state: 'live',
      limits: [{ kind: 'folder-not-writable' }],
    });
    expect(source.latest()?.stats.pending_prompts).toBe(1);
    expect(readdirSync(folder)).toEqual(['assigner.db']);
    expect(await look()).toBe(false);
    expect(existsSync(leftover)).toBe(false);

    // Root writes: the rights of the folder do not hold for it.
    await writer.exec(file, `INSERT INTO prompts (content) VALUES ('b')`);
    await look();
    expect(source.status()).toMatchObject({ state: 'live', limits: [] });
    expect(source.latest()?.stats.pending_prompts).toBe(2);
    await source.close();
    expect(copies()).toEqual([]);
  });
});
