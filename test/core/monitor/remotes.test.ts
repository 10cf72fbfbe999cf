import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { realParts, type Parts } from '../../../src/core/monitor/parts.ts';
import { watchTarget } from '../../../src/core/target.ts';
import { createTmuxSource } from '../../../src/core/tmux/scan.ts';
import type { Snapshot, SourceStatus } from '../../../src/shared/model.ts';
import { remoteName } from '../../../src/shared/remote-sources.ts';
import { settingsSchema, type Settings } from '../../../src/shared/settings.ts';
import { sshServer, type SshServer } from '../../lib/ssh-server.ts';
import { Writer } from '../../lib/writer.ts';
import { privateServer, type PrivateServer } from '../tmux/private-server.ts';
import { makeRoot } from './root-folder.ts';
import { fast, Watching } from './watching.ts';

/** Other machines as the monitor has them; what one of them answers is tested at its source. */

vi.setConfig({ testTimeout: 90_000 });

let ssh: SshServer;
let writer: Writer;
beforeAll(async () => {
  ssh = await sshServer();
  writer = new Writer();
}, 60_000);
afterAll(async () => {
  await writer.stop();
  await ssh.close();
});

function server(): PrivateServer {
  const own = privateServer();
  onTestFinished(() => own.close());
  return own;
}

const on = (hosts: readonly string[], socket: string): Settings =>
  settingsSchema.parse({
    ...fast,
    cadence: { ...fast.cadence, remoteS: 1 },
    remotes: hosts.map((host) => ({ host, tmuxSocket: socket })),
  });

const real = realParts(Date.now, () => undefined, null);

type MakeRemote = Parts['remote'];

/** A source over the test's own ssh. */
const overSsh = (
  { host, tmuxSocket }: Parameters<MakeRemote>[0],
  intervalMs: number,
  timeoutMs?: number,
): ReturnType<MakeRemote> =>
  createTmuxSource({
    socket: tmuxSocket,
    remote: { host, controlFolder: join(ssh.folder, 'c'), configFile: ssh.configFile },
    intervalMs,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });

/** Real ones, over the test's own ssh; a host called `stuck` never answers. */
const parts: Parts = {
  ...real,
  remote: (remote, intervalMs) => {
    const source = overSsh(remote, intervalMs);
    if (remote.host !== 'stuck') return source;
    const answer = Promise.withResolvers<boolean>();
    const close = async (): Promise<void> => {
      answer.resolve(false);
      await source.close();
    };
    const breakOff = (): void => answer.resolve(false);
    return { ...source, read: () => answer.promise, breakOff, close };
  },
};

const stateOf = ({ sources }: Snapshot, host: string): SourceStatus | undefined =>
  sources[remoteName(host)];

test('each is a source of its own: one answers, one refuses, and both say so', async () => {
  const { root } = await makeRoot(writer);
  const far = server();
  const near = server();
  far.start('far');
  near.start('near');
  const target = watchTarget({ root, tmuxSocket: near.socket });
  const watching = await Watching.of(target, on(['fleet', 'nobody'], far.socket), parts);
  const seen = await watching.next(
    (now) =>
      stateOf(now, 'fleet')?.state === 'live' &&
      stateOf(now, 'nobody')?.slowedBecause !== null &&
      now.sources.tmux.state === 'live',
  );
  const hosts = Object.fromEntries(seen.sessions.map(({ name, host }) => [name, host]));
  expect(hosts).toEqual({ far: 'fleet', near: null });
  expect(stateOf(seen, 'nobody')).toMatchObject({
    state: 'unavailable',
    problem: { kind: 'host-unreachable' },
  });
  expect(stateOf(seen, 'nobody')?.intervalMs).toBeGreaterThan(1000);
  expect(stateOf(seen, 'fleet')).toMatchObject({ state: 'live', problem: null });
});

test('one that never answers holds up nobody, least of all a look that was asked for', async () => {
  const { root, assigner } = await makeRoot(writer);
  const far = server();
  far.start('far');
  const target = watchTarget({ root, tmuxSocket: far.socket });
  const watching = await Watching.of(target, on(['stuck', 'fleet'], far.socket), parts);
  await watching.next((now) => stateOf(now, 'fleet')?.state === 'live');
  await writer.run(assigner, "INSERT INTO prompts (content) VALUES ('asked for')");
  const asked = watching.next(({ stats }) => stats.pending_prompts === 1);
  await watching.monitor.request('scanNow', undefined);
  expect(stateOf(await asked, 'stuck')).toMatchObject({ lastReadAt: null, problem: null });
  far.start('second');
  const later = await watching.next(
    ({ sessions }) => sessions.filter(({ name }) => name === 'second').length === 2,
  );
  expect(stateOf(later, 'stuck')).toMatchObject({ state: 'unavailable', lastReadAt: null });
});

test('comes and goes with the settings; what it showed goes with it', async () => {
  const { root } = await makeRoot(writer);
  const far = server();
  far.start('far');
  const target = watchTarget({ root, tmuxSocket: 'lookout-test-nobody' });
  const watching = await Watching.of(target, on([], far.socket), parts);
  await watching.next((now) => stateOf(now, 'fleet') === undefined);
  const came = watching.next(({ sessions }) => sessions.some(({ host }) => host === 'fleet'));
  await watching.monitor.setSettings(on(['fleet'], far.socket));
  expect(stateOf(await came, 'fleet')?.state).toBe('live');
  const went = watching.next((now) => stateOf(now, 'fleet') === undefined);
  await watching.monitor.setSettings(on([], far.socket));
  expect((await went).sessions).toEqual([]);
});

test('a server that ends over there is nobody there, and is seen again when it is back', async () => {
  const { root } = await makeRoot(writer);
  const far = server();
  far.start('far');
  const target = watchTarget({ root, tmuxSocket: 'lookout-test-nobody' });
  const watching = await Watching.of(target, on(['fleet'], far.socket), parts);
  await watching.next(({ sessions }) => sessions.length === 1);
  const ended = watching.next((now) => stateOf(now, 'fleet')?.problem?.kind === 'tmux-no-server');
  far.tmux('kill-server');
  expect((await ended).sessions).toEqual([]);
  const back = watching.next(({ sessions }) => sessions.length === 1);
  far.start('again');
  expect((await back).sessions).toMatchObject([{ name: 'again', host: 'fleet' }]);
});

test('to pause waits for no host, and nothing is held against one that was broken off', async () => {
  const { root } = await makeRoot(writer);
  const far = server();
  far.start('far');
  let reads = 0;
  const patient: Parts = {
    ...real,
    remote: (remote, intervalMs) => {
      // It waits longer than this test may take.
      const source = overSsh(remote, intervalMs, 600_000);
      const read = (): Promise<boolean> => {
        reads += 1;
        return source.read();
      };
      return { ...source, read };
    },
  };
  const target = watchTarget({ root, tmuxSocket: 'lookout-test-nobody' });
  const watching = await Watching.of(target, on(['fleet'], far.socket), patient);
  await watching.next((now) => stateOf(now, 'fleet')?.state === 'live');
  const pid = far.pid();
  process.kill(pid, 'SIGSTOP');
  const before = reads;
  try {
    await vi.waitUntil(() => reads > before, { timeout: 30_000 });
    await watching.monitor.setPaused(true);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  const [last] = watching.snapshots.slice(-1);
  expect(last && stateOf(last, 'fleet')).toMatchObject({ state: 'live', problem: null });
  far.start('second');
  const again = watching.next(({ sessions }) => sessions.length === 2);
  await watching.monitor.setPaused(false);
  expect(stateOf(await again, 'fleet')).toMatchObject({ state: 'live', problem: null });
});
