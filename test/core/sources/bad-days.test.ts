import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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

function watch(file: string) {
  let now = 1_000_000;
  const source = new AssignerSource({ file, intervalMs: 1000, clock: () => now, log: () => {} });
  onTestFinished(async () => {
    await source.close();
    await writer.close(file);
  });
  const look = async () => {
    now += 1000;
    await source.read();
    const { state, problem, since } = source.status();
    return { state, kind: problem?.kind ?? null, since };
  };
  return { source, look };
}

const inFolder = (name = 'assigner.db'): string => join(tempFolder(), name);
const create = (file: string, journal: 'wal' | 'delete' = 'wal') =>
  writer.create(file, { database: 'assigner', journal });
const addPrompt = (file: string) => writer.exec(file, `INSERT INTO prompts (content) VALUES ('a')`);

describe('a file that cannot be read', () => {
  const spoilt: readonly (readonly [string, string, (file: string) => void])[] = [
    ['is not there', 'missing', () => {}],
    ['is empty', 'empty', (file) => writeFileSync(file, '')],
    ['is a folder', 'not-a-file', (file) => mkdirSync(file)],
    ['is no database', 'not-a-database', (file) => writeFileSync(file, 'hello '.repeat(5000))],
  ];

  it.each(spoilt)('%s: %s, until it is one', async (_, kind, spoil) => {
    const file = inFolder();
    spoil(file);
    const { source, look } = watch(file);
    expect(await look()).toEqual({ state: 'unavailable', kind, since: 1_000_000 });
    expect(source.latest()).toBeNull();
    rmSync(file, { recursive: true, force: true });
    await create(file);
    expect(await look()).toMatchObject({ state: 'live', kind: null });
    expect(source.latest()?.stats.pending_prompts).toBe(0);
  });

  it('says what is wrong and what to do, in sentences', async () => {
    const { source, look } = watch(inFolder());
    await look();
    const { problem } = source.status();
    expect(problem?.message).toMatch(/^[A-Z].*\.$/);
    expect(problem?.action).toMatch(/^[A-Z].*\.$/);
  });

  it('is stale with what was read before when it goes, and live again when it comes back', async () => {
    const file = inFolder();
    await create(file, 'delete');
    await addPrompt(file);
    const { source, look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    renameSync(file, `${file}.away`);
    expect(await look()).toEqual({ state: 'stale', kind: 'missing', since: 1_002_000 });
    expect(await look()).toEqual({ state: 'stale', kind: 'missing', since: 1_002_000 });
    expect(source.latest()?.stats.pending_prompts).toBe(1);
    renameSync(`${file}.away`, file);
    expect(await look()).toMatchObject({ state: 'live', kind: null });
  });

  it('may be cut short: damaged, until it is whole again', async () => {
    const file = inFolder();
    await create(file, 'delete');
    await writer.work(file, 1, 200);
    await writer.close(file);
    const whole = readFileSync(file);
    const { look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    truncateSync(file, 8192);
    expect(await look()).toMatchObject({ state: 'stale', kind: 'damaged' });
    writeFileSync(file, whole);
    expect(await look()).toMatchObject({ state: 'live', kind: null });
  });

  it('may hold half a change of a writer that died, until the next writer takes it back', async () => {
    const whole = inFolder();
    const file = inFolder();
    await create(whole, 'delete');
    await writer.exec(whole, 'PRAGMA cache_size = 5; BEGIN IMMEDIATE');
    await writer.exec(
      whole,
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
       INSERT INTO prompts (content) SELECT hex(randomblob(2000)) FROM n`,
    );
    // What the disk has at this moment is what a writer that dies now leaves.
    copyFileSync(whole, file);
    copyFileSync(`${whole}-journal`, `${file}-journal`);
    await writer.exec(whole, 'ROLLBACK');
    await writer.close(whole);
    const { source, look } = watch(file);
    expect(await look()).toMatchObject({ state: 'unavailable', kind: 'locked' });
    expect(source.status().problem?.message).toContain('the next writer will repair it');
    await addPrompt(file);
    expect(await look()).toMatchObject({ state: 'live', kind: null });
    expect(source.latest()?.stats.pending_prompts).toBe(1);
  });

  it('may be damaged inside', async () => {
    const file = inFolder();
    await create(file, 'delete');
    await writer.work(file, 1, 400);
    await writer.close(file);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096);
    writeFileSync(file, bytes);
    const { look } = watch(file);
    expect(await look()).toMatchObject({ state: 'unavailable', kind: 'damaged' });
  });
});

describe('a file that another takes the place of', () => {
  it.each(['wal', 'delete'] as const)('is noticed at once (%s)', async (journal) => {
    const file = inFolder();
    await create(file, journal);
    await addPrompt(file);
    const { source, look } = watch(file);
    await look();
    expect(source.latest()?.stats.pending_prompts).toBe(1);
    const other = `${file}.new`;
    await create(other, journal);
    await writer.exec(other, `INSERT INTO prompts (content) VALUES ('a'), ('b'), ('c')`);
    await writer.close(other);
    await writer.close(file);
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    renameSync(other, file);
    expect(await look()).toMatchObject({ state: 'live' });
    expect(source.latest()?.stats.pending_prompts).toBe(3);
    await addPrompt(file);
    await look();
    expect(source.latest()?.stats.pending_prompts).toBe(4);
  });
});

describe('a lock', () => {
  it('in delete mode makes it stale, and it recovers by itself', async () => {
    const file = inFolder();
    await create(file, 'delete');
    const { look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    await writer.exec(file, `BEGIN EXCLUSIVE; INSERT INTO prompts (content) VALUES ('a')`);
    expect(await look()).toMatchObject({ state: 'stale', kind: 'locked', since: 1_002_000 });
    expect(await look()).toMatchObject({ state: 'stale', kind: 'locked', since: 1_002_000 });
    await writer.exec(file, 'COMMIT');
    expect(await look()).toMatchObject({ state: 'live', kind: null });
  });

  it('by a writer that keeps a WAL database to itself is told, too', async () => {
    const file = inFolder();
    await create(file);
    await writer.close(file);
    await writer.exec(file, 'PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT');
    await addPrompt(file);
    const { look } = watch(file);
    expect(await look()).toMatchObject({ state: 'unavailable', kind: 'locked' });
    await writer.close(file);
    expect(await look()).toMatchObject({ state: 'live', kind: null });
  });

  it('of a writer in WAL mode hinders nobody', async () => {
    const file = inFolder();
    await create(file);
    const { source, look } = watch(file);
    await writer.exec(file, `BEGIN IMMEDIATE; INSERT INTO prompts (content) VALUES ('a')`);
    expect(await look()).toMatchObject({ state: 'live' });
    expect(source.latest()?.stats.pending_prompts).toBe(0);
    await writer.exec(file, 'COMMIT');
    await look();
    expect(source.latest()?.stats.pending_prompts).toBe(1);
  });
});

describe('a writer that crashes', () => {
  it.each(['wal', 'delete'] as const)('in the middle of a change (%s)', async (journal) => {
    const file = inFolder();
    const doomed = new Writer();
    await doomed.create(file, { database: 'assigner', journal });
    await doomed.exec(file, `INSERT INTO prompts (content) VALUES ('kept')`);
    await doomed.exec(
      file,
      `PRAGMA cache_size = 1; BEGIN IMMEDIATE; INSERT INTO prompts (content) SELECT hex(randomblob(2000)) FROM
         (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i FROM n)`,
    );
    await doomed.kill();
    const { source, look } = watch(file);
    await look();
    // Until a writer repairs it, a half-made change in delete mode can be read by nobody.
    await addPrompt(file);
    expect(await look()).toMatchObject({ state: 'live', kind: null });
    expect(source.latest()?.stats.pending_prompts).toBe(2);
  });
});

describe('a database without', () => {
  it('sessions still shows its prompts', async () => {
    const file = inFolder();
    await create(file);
    await writer.exec(file, 'DROP TABLE sessions');
    await addPrompt(file);
    const { source, look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    expect(source.latest()).toMatchObject({
      stats: { pending_prompts: 1, total_sessions: null, busy_sessions: null },
      sessions: null,
    });
    expect(source.status().limits.map((limit) => limit.kind)).toEqual(['missing-table']);
  });

  it('half of the columns of prompts shows the other half', async () => {
    const file = inFolder();
    await create(file);
    await writer.exec(
      file,
      `DROP TABLE prompts; CREATE TABLE prompts (id INTEGER PRIMARY KEY, status TEXT, content TEXT);
       INSERT INTO prompts (status, content) VALUES ('pending', 'a'), ('assigned', 'b'), ('completed', 'c')`,
    );
    const { source, look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    const { queue, stats, inFlight } = source.latest() ?? {};
    expect(stats).toMatchObject({
      pending_prompts: 1,
      active_assignments: 1,
      completed_prompts: 1,
    });
    expect(queue?.next.map((task) => task.summary)).toEqual(['a']);
    expect(queue?.arrivals.perMin60).toBeNull();
    expect(queue?.finishedLastHour).toBeNull();
    expect(inFlight?.map(({ task, dueAt }) => [task.id, dueAt])).toEqual([[2, null]]);
    const [limit] = source.status().limits;
    expect(limit).toMatchObject({ kind: 'missing-column' });
    expect(limit?.message).toContain('priority');
  });

  it('any table of ours says so, and reads them as soon as they are made', async () => {
    const file = inFolder();
    await writer.exec(file, 'PRAGMA journal_mode = wal; CREATE TABLE other (x)');
    const { source, look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    expect(source.latest()?.queue).toBeNull();
    expect(source.status().limits).toHaveLength(2);
    await writer.exec(
      file,
      `CREATE TABLE prompts (id INTEGER PRIMARY KEY, status TEXT); INSERT INTO prompts (status) VALUES ('pending')`,
    );
    await look();
    expect(source.latest()?.stats.pending_prompts).toBe(1);
  });

  it('a table that can be asked for row ids turns off that part alone', async () => {
    const file = inFolder();
    await create(file);
    await writer.exec(
      file,
      `DROP TABLE prompts; CREATE TABLE prompts (id TEXT PRIMARY KEY, status TEXT) WITHOUT ROWID`,
    );
    const { source, look } = watch(file);
    expect(await look()).toMatchObject({ state: 'live' });
    expect(source.latest()).toMatchObject({ queue: null, stats: { total_sessions: 0 } });
  });
});

it('a copy made while writers work reads the same', async () => {
  const file = inFolder();
  await create(file, 'delete');
  await writer.work(file, 3, 100);
  const copy = `${file}.copy`;
  copyFileSync(file, copy);
  const [original, copied] = [watch(file), watch(copy)];
  await original.look();
  await copied.look();
  expect(copied.source.latest()?.stats).toEqual(original.source.latest()?.stats);
  rmSync(copy);
  mkdirSync(copy);
  expect(await copied.look()).toMatchObject({ state: 'stale', kind: 'not-a-file' });
  rmdirSync(copy);
});
