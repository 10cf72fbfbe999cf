import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { RequestError } from '../../../src/core/monitor/monitor.ts';
import { realParts } from '../../../src/core/monitor/parts.ts';
import { watchTarget } from '../../../src/core/target.ts';
import type { Snapshot } from '../../../src/shared/model.ts';
import { Writer } from '../../lib/writer.ts';
import { privateServer, type PrivateServer } from '../tmux/private-server.ts';
import { makeRoot } from './root-folder.ts';
import { fast, Watching } from './watching.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

function server(): PrivateServer {
  const own = privateServer();
  onTestFinished(() => own.close());
  return own;
}

const addPrompt = (file: string, content: string): Promise<void> =>
  writer.run(file, 'INSERT INTO prompts (content) VALUES (?)', content);

const live = ({ sources }: Snapshot): boolean =>
  sources.assigner.state === 'live' &&
  sources.architect.state === 'live' &&
  sources.tmux.state === 'live';

const NO_TMUX = 'lookout-test-nobody';

describe('a monitor', () => {
  test('puts both databases and tmux into one numbered snapshot, and follows what others write', async () => {
    const { root, assigner, architect } = await makeRoot(writer);
    const tmux = server();
    await addPrompt(assigner, 'first');
    await writer.run(assigner, "INSERT INTO sessions (name, status) VALUES ('ghost', 'idle')");
    await writer.run(architect, "INSERT INTO task_queue (task_type) VALUES ('build')");
    tmux.start('agent', tmux.program('claude', '✳ Ready', 'hello'));

    const watching = await Watching.of(watchTarget({ root, tmuxSocket: tmux.socket }));
    const first = await watching.next(live);
    expect(first.stats).toMatchObject({ pending_prompts: 1, total_sessions: 1 });
    expect(first.queues.task_queue?.waiting).toBe(1);
    expect(first.sessions).toMatchObject([{ name: 'agent', agent: 'claude' }]);
    expect(first.reconciliation).toMatchObject({ ghosts: ['ghost'], untracked: ['agent'] });
    expect(first.indexes.map(({ state }) => state)).toContain('missing');
    expect(first.attention.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['ghosts', 'untracked', 'index']),
    );

    await addPrompt(assigner, 'second');
    const second = await watching.next(({ stats }) => stats.pending_prompts === 2);
    expect(second.queues.prompts?.next.map(({ summary }) => summary)).toEqual(['first', 'second']);
    const numbers = watching.snapshots.map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  test('never changes what it watches', async () => {
    const { root, assigner, architect } = await makeRoot(writer);
    await addPrompt(assigner, 'first');
    for (const file of [assigner, architect]) {
      await writer.exec(file, 'PRAGMA wal_checkpoint(TRUNCATE)');
    }
    const files = [assigner, architect];
    const hashes = () =>
      files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
    const versions = async () =>
      Promise.all(files.map(async (file) => writer.all(file, 'PRAGMA data_version')));
    const before = { hashes: hashes(), versions: await versions() };
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: NO_TMUX }));
    await watching.next(({ stats }) => stats.pending_prompts === 1);
    await watching.monitor.request('scanNow', undefined);
    await watching.monitor.request('verifyIndexes', undefined);
    await watching.monitor.request('getTask', { queue: 'prompts', id: 1 });
    await watching.monitor.stop();
    expect({ hashes: hashes(), versions: await versions() }).toEqual(before);
  });

  test('a database that is missing, appears, is replaced and vanishes is a state; the rest goes on', async () => {
    const { root, assigner, architect } = await makeRoot(writer);
    await addPrompt(assigner, 'old');
    await writer.close(assigner);
    const aside = `${assigner}.aside`;
    renameSync(assigner, aside);
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: NO_TMUX }));

    const missing = await watching.next(({ sources }) => sources.architect.state === 'live');
    expect(missing.sources.assigner).toMatchObject({
      state: 'unavailable',
      problem: { kind: 'missing' },
    });
    expect(missing).toMatchObject({
      headline: { health: 'broken' },
      queues: { prompts: null, task_queue: { waiting: 0 } },
      stats: { pending_prompts: null },
    });
    expect(missing.attention[0]).toMatchObject({ id: 'source:assigner', severity: 'broken' });

    renameSync(aside, assigner);
    const there = await watching.next(({ stats }) => stats.pending_prompts === 1);
    expect(there.sources.assigner).toMatchObject({ state: 'live', problem: null });
    expect(there.indexes.some(({ database }) => database === 'assigner')).toBe(true);

    const other = join(root, 'other.db');
    await writer.create(other, { database: 'assigner', journal: 'delete' });
    for (const content of ['new 1', 'new 2', 'new 3']) await addPrompt(other, content);
    await writer.close(other);
    for (const leftover of ['-wal', '-shm']) rmSync(assigner + leftover, { force: true });
    renameSync(other, assigner);
    await watching.next(({ stats }) => stats.pending_prompts === 3);

    rmSync(assigner);
    const gone = await watching.next(({ sources }) => sources.assigner.state === 'stale');
    expect(gone.stats.pending_prompts).toBe(3);
    await writer.run(architect, "INSERT INTO task_queue (task_type) VALUES ('build')");
    const goesOn = await watching.next(({ queues }) => queues.task_queue?.waiting === 1);
    expect(goesOn.sources.assigner.state).toBe('stale');
  });

  test('tmux goes and comes back: nobody is declared anything by a scan that failed', async () => {
    const { root, assigner } = await makeRoot(writer);
    const tmux = server();
    await writer.run(assigner, "INSERT INTO sessions (name, status) VALUES ('agent', 'idle')");
    tmux.start('agent');
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: tmux.socket }));
    expect((await watching.next(live)).reconciliation.ghosts).toEqual([]);

    tmux.tmux('kill-server');
    const isWithout = watching.next(({ sources }) => sources.tmux.state !== 'live');
    await watching.monitor.request('scanNow', undefined);
    const without = await isWithout;
    expect(without.sources.tmux.problem?.kind).toBe('tmux-no-server');
    expect(without).toMatchObject({ sessions: [], reconciliation: { ghosts: ['agent'] } });

    tmux.start('agent');
    const isBack = watching.next(live);
    await watching.monitor.request('scanNow', undefined);
    const back = await isBack;
    expect(back.reconciliation.ghosts).toEqual([]);
    expect(back.sessions).toMatchObject([{ name: 'agent' }]);
  });

  test('one source that hangs holds up no other', async () => {
    const { root, assigner } = await makeRoot(writer);
    const real = realParts(Date.now, () => undefined, null);
    const hanging = Promise.withResolvers<boolean>();
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: NO_TMUX }), fast, {
      ...real,
      tmux: (socket, intervalMs) => ({
        ...real.tmux(socket, intervalMs),
        read: () => hanging.promise,
      }),
    });
    await watching.next();
    await addPrompt(assigner, 'while tmux hangs');
    const { sources, stats } = await watching.next(({ stats: now }) => now.pending_prompts === 1);
    expect(stats.pending_prompts).toBe(1);
    expect(sources.tmux.lastReadAt).toBeNull();
    hanging.resolve(false);
  });

  test('paused it reads nothing, except when asked to; then it goes on', async () => {
    const { root, assigner } = await makeRoot(writer);
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: NO_TMUX }));
    await watching.next(({ stats }) => stats.pending_prompts === 0);
    await watching.monitor.setPaused(true);
    const paused = watching.snapshots.at(-1) ?? (await watching.next());
    await addPrompt(assigner, 'unseen');
    const asked = watching.next(({ stats }) => stats.pending_prompts === 1);
    const before = watching.snapshots.length;
    await watching.monitor.request('scanNow', undefined);
    expect(await asked).toMatchObject({ paused: true, headline: { health: 'paused' } });
    expect(watching.snapshots.length - before).toBeLessThanOrEqual(2);
    expect(paused.seq).toBeLessThan((await asked).seq);

    await watching.monitor.setPaused(false);
    await addPrompt(assigner, 'seen');
    const resumed = await watching.next(({ stats }) => stats.pending_prompts === 2);
    expect(resumed.paused).toBe(false);
  });

  test('another target takes the place of the first, whole', async () => {
    const one = await makeRoot(writer);
    const two = await makeRoot(writer);
    await addPrompt(one.assigner, 'in one');
    const watching = await Watching.of(watchTarget({ root: one.root, tmuxSocket: NO_TMUX }));
    await watching.next(({ stats }) => stats.pending_prompts === 1);
    await watching.monitor.watch(watchTarget({ root: two.root, tmuxSocket: NO_TMUX }), fast);
    const second = await watching.next();
    expect(second).toMatchObject({ watched: { root: two.root }, stats: { pending_prompts: 0 } });
    await addPrompt(one.assigner, 'again in one');
    await addPrompt(two.assigner, 'in two');
    const later = await watching.next(({ stats }) => stats.pending_prompts === 1);
    expect(later.watched.root).toBe(two.root);
  });

  test('a prompt of 20 MB is one line in the queue, and is cut when it is asked for', async () => {
    const { root, assigner } = await makeRoot(writer);
    await writer.exec(
      assigner,
      "INSERT INTO prompts (content, priority) VALUES ('<b>huge</b> ' || hex(zeroblob(10000000)), 10)",
    );
    await addPrompt(assigner, 'small');
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: NO_TMUX }));
    const snapshot = await watching.next(({ stats }) => stats.pending_prompts === 2);
    const [huge, small] = snapshot.queues.prompts?.next ?? [];
    expect(small?.summary).toBe('small');
    expect(huge?.summary.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(snapshot).length).toBeLessThan(200_000);
    const detail = await watching.monitor.request('getTask', { queue: 'prompts', id: 1 });
    expect(detail.content.length).toBeLessThanOrEqual(200_000);
    expect(detail.contentLength).toBe(20_000_012);
  });

  test('says what was asked for and is not there', async () => {
    const { root } = await makeRoot(writer);
    const watching = await Watching.of(watchTarget({ root, tmuxSocket: NO_TMUX }));
    await watching.next();
    const asking = watching.monitor.request('getTask', { queue: 'task_queue', id: 77 });
    await expect(asking).rejects.toThrow(RequestError);
    await expect(asking).rejects.toMatchObject({
      error: { kind: 'not-found', message: 'There is no task 77 any more.' },
    });
  });

  test('a folder that is no Architect folder is two missing files, not an error', async () => {
    const watching = await Watching.of(watchTarget({ root: '/nonexistent', tmuxSocket: NO_TMUX }));
    const snapshot = await watching.next(({ sources }) => sources.tmux.problem !== null);
    expect(snapshot.sources).toMatchObject({
      assigner: { state: 'unavailable', problem: { kind: 'missing' } },
      architect: { state: 'unavailable', problem: { kind: 'missing' } },
    });
  });
});
