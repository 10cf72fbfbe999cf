import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Monitor } from '../../src/core/monitor/monitor.ts';
import { watchTarget } from '../../src/core/target.ts';
import { makeRoot } from '../core/monitor/root-folder.ts';
import { fast } from '../core/monitor/watching.ts';
import { privateServer } from '../core/tmux/private-server.ts';
import { sshServer } from '../lib/ssh-server.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { Writer } from '../lib/writer.ts';

vi.setConfig({ testTimeout: 180_000 });

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

const explain = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/index.ts', 'explain', ...args], { encoding: 'utf8' });

test('says what a session is doing, why, and what is on record of it', async () => {
  const { root } = await makeRoot(writer);
  const data = tempFolder();
  const server = privateServer();
  onTestFinished(() => server.close());
  const pane = server.start('worker', server.program('claude', '⠂ Fixing the build', 'at it'));
  const flags = ['--root', root, '--tmux-socket', server.socket, '--user-data-dir', data];
  const before = explain('worker', '--json', ...flags);
  expect(before.status).toBe(0);
  expect(JSON.parse(before.stdout)).toMatchObject({ name: 'worker', history: null });

  const seen = Promise.withResolvers<void>();
  const monitor = new Monitor({
    log: () => undefined,
    historyFile: join(data, 'history.db'),
    onSnapshot: ({ sessions }) => {
      if (sessions.some(({ state }) => state === 'working')) seen.resolve();
    },
  });
  await monitor.watch(watchTarget({ root, tmuxSocket: server.socket }), fast);
  await seen.promise;
  await monitor.request('scanNow', undefined);
  await monitor.stop();

  const after = explain(pane, '--json', ...flags);
  const { state, history } = JSON.parse(after.stdout);
  expect(state).toBe('working');
  expect(history.at(-1)).toMatchObject({ state: 'working' });
  const page = explain('worker', ...flags).stdout;
  expect(page).toContain('On record, newest first:');
  expect(page).toMatch(/working from .* ago, for .*: title says/);
});

test('a session on another machine is looked up over ssh, and says what cannot be seen from here', async () => {
  const ssh = await sshServer();
  onTestFinished(() => ssh.close());
  const server = privateServer();
  onTestFinished(() => server.close());
  server.start('worker', server.program('claude', '⠂ Fixing the build', 'at it'));
  server.start('plain');
  // The user's own ssh, with the configuration of the test.
  const shim = join(tempFolder(), 'ssh');
  writeFileSync(shim, `#!/bin/sh\nexec /usr/bin/ssh -F '${ssh.configFile}' "$@"\n`, {
    mode: 0o755,
  });
  const path = `${dirname(shim)}:${process.env['PATH'] ?? ''}`;
  const flags = ['--tmux-socket', server.socket, '--user-data-dir', tempFolder()];
  const explainThere = (session: string, ...args: string[]) =>
    spawnSync(process.execPath, ['src/cli/index.ts', 'explain', session, ...flags, ...args], {
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    });
  const seen = await vi.waitUntil(
    () => {
      const { status, stdout } = explainThere('fleet:worker', '--json');
      const said = status === 0 ? JSON.parse(stdout) : null;
      return said?.title === '⠂ Fixing the build' ? said : null;
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(seen).toMatchObject({ name: 'worker', host: 'fleet', history: null });
  expect(seen.evidence).toContainEqual(
    expect.objectContaining({ kind: 'process', text: expect.stringMatching(/another machine/) }),
  );
  expect(explainThere('fleet:worker').stdout).toMatch(/worker[^]*another machine/);
  const nobody = explainThere('fleet:nosuch', '--json');
  expect(nobody.status).not.toBe(0);
  expect(nobody.stderr).toMatch(/nosuch/);
  expect(ssh.logins()).toBeGreaterThan(0);
});

test('a host that cannot be reached is said to be that, and nothing is made up', () => {
  const { status, stderr, stdout } = explain('nobody.invalid:worker', '--json');
  expect(status).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/nobody\.invalid/);
});
