import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Monitor } from '../../src/core/monitor/monitor.ts';
import { watchTarget } from '../../src/core/target.ts';
import { makeRoot } from '../core/monitor/root-folder.ts';
import { fast } from '../core/monitor/watching.ts';
import { privateServer } from '../core/tmux/private-server.ts';
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

test('a host that cannot be reached is said to be that, and nothing is made up', () => {
  const { status, stderr, stdout } = explain('nobody.invalid:worker', '--json');
  expect(status).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/nobody\.invalid/);
});
