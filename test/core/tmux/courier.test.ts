import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Courier } from '../../../src/core/tmux/courier.ts';
import { localServer, type RunOutcome } from '../../../src/core/tmux/run.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

const TIMEOUT_MS = 30_000;
vi.setConfig({ testTimeout: 60_000 });

let server: PrivateServer;
let courier: Courier;
beforeEach(() => {
  server = privateServer();
  courier = new Courier(localServer(server.socket));
});
afterEach(() => {
  courier.close();
  server.close();
});

const ask = (lines: string) => courier.run(lines, { timeoutMs: TIMEOUT_MS });

/** Pids of the shells that bring commands to the server under test. */
const shells = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return argv[0] === '/bin/sh' && argv.includes(server.socket);
      } catch {
        return false;
      }
    });

test('one shell brings one answer after the other, each whole and by itself', async () => {
  server.start('some');
  for (const text of ['one', "two  with 'quotes' $HOME `id` \\n", '', 'four\\']) {
    const quoted = text.replaceAll("'", `'"'"'`);
    expect(await ask(`display-message -p '${quoted}'`)).toMatchObject({
      stdout: `${text}\n`,
      stderr: '',
      code: 0,
      ended: 'exit',
    });
  }
  expect(shells()).toHaveLength(1);
});

test('a command that fails does not end those behind it, and says why', async () => {
  server.start('some');
  const answer = await ask(`capture-pane -p -t '%77'\ndisplay-message -p after`);
  expect(answer).toMatchObject({ stdout: 'after\n', code: 1, ended: 'exit' });
  expect(answer.stderr).toMatch(/can't find pane/);
  expect((await ask('display-message -p next')).stderr).toBe('');
});

test('an input longer than a pipe holds arrives whole', async () => {
  server.start('some');
  const lines = Array.from({ length: 2000 }, (_, at) => `display-message -p 'line ${at}'`);
  const { stdout } = await ask(lines.join('\n'));
  expect(stdout).toBe(lines.map((_, at) => `line ${at}\n`).join(''));
});

test('without a server the answer is the one tmux gives', async () => {
  const answer = await ask('list-panes -a');
  expect(answer).toMatchObject({ stdout: '', code: 1, ended: 'exit' });
  expect(answer.stderr).toMatch(/no server running|error connecting/);
});

test('what hangs is ended with its shell, and the next answer comes from a new one', async () => {
  server.start('some');
  await ask('display-message -p first');
  const before = shells();
  const answer = await courier.run('wait-for never', { timeoutMs: 200 });
  expect(answer).toMatchObject({ code: null, ended: 'timeout' });
  expect(await ask('display-message -p next')).toMatchObject({ stdout: 'next\n', code: 0 });
  await vi.waitUntil(() => before.every((pid) => !existsSync(`/proc/${pid}`)), TIMEOUT_MS);
  expect(shells()).toHaveLength(1);
});

test('a shell that somebody ended is missed by nobody', async () => {
  server.start('some');
  await ask('display-message -p first');
  for (const pid of shells()) process.kill(pid, 'SIGKILL');
  expect(await ask('display-message -p second')).toMatchObject({ stdout: 'second\n', code: 0 });
  // While it brings an answer: tmux waits until it is told to go on.
  let third: RunOutcome | null = null;
  void ask('wait-for go\ndisplay-message -p third').then((answer) => (third = answer));
  await vi.waitUntil(() => shells().length > 0, TIMEOUT_MS);
  for (const pid of shells()) process.kill(pid, 'SIGKILL');
  await vi.waitUntil(
    () => server.tmux('wait-for', '-S', 'go') === '' && third !== null,
    TIMEOUT_MS,
  );
  expect(third).toMatchObject({ stdout: 'third\n', code: 0 });
});

test('when it is closed its shell is gone', async () => {
  server.start('some');
  await ask('display-message -p first');
  courier.close();
  await vi.waitUntil(() => shells().length === 0, TIMEOUT_MS);
  expect(await ask('display-message -p late')).toMatchObject({ stdout: 'late\n', code: 0 });
});
