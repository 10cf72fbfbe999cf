import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  batchArguments,
  readAnswer,
  type Answer,
  type Batch,
} from '../../../src/core/tmux/batch.ts';
import { Courier } from '../../../src/core/tmux/courier.ts';
import { newNonce } from '../../../src/core/tmux/nonce.ts';
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

const batch = (asked: Partial<Batch> = {}): Batch => ({
  nonce: newNonce(),
  list: 'all',
  paneIds: [],
  ...asked,
});

const ask = (asked: Batch = batch()) => courier.run(asked, { timeoutMs: TIMEOUT_MS });

async function answerTo(asked: Batch): Promise<Answer> {
  const answer = readAnswer((await ask(asked)).stdout, asked.nonce);
  if (answer === null) throw new Error('no answer');
  return answer;
}

/** Sessions whose program shows a text of its own and stays. */
const paneThatSays = (text: string): string => {
  const id = server.start(text, 'sh', '-c', `echo "I am ${text}"; exec cat`);
  execFileSync('sh', [
    '-c',
    'until tmux -L "$0" capture-pane -p -t "$1" | grep -q am; do :; done',
    server.socket,
    id,
  ]);
  return id;
};

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
  const [one, two] = [paneThatSays('one'), paneThatSays('two')];
  const both = await answerTo(batch({ paneIds: [two, one] }));
  expect(both).toMatchObject({ serverPid: server.pid(), compares: true, stoppedAt: null });
  expect(both.list.trim().split('\n')).toHaveLength(2);
  expect(both.list).toContain('cat');
  expect([...both.screens].map(([id, screen]) => [id, screen.trim()])).toEqual([
    [two, 'I am two'],
    [one, 'I am one'],
  ]);
  const alone = await answerTo(batch({ list: 'none', paneIds: [one] }));
  expect(alone.list).toBe('');
  expect([...alone.screens.keys()]).toEqual([one]);
  const quiet = await answerTo(batch({ list: 99_999_999_999 }));
  expect(quiet.list.trim().split('\n')).toHaveLength(2);
  expect(quiet.list).not.toContain('cat');
  expect(shells()).toHaveLength(1);
});

test('is what tmux prints when it is started for it alone', async () => {
  const paneIds = [paneThatSays('one'), '%77'];
  for (const list of ['all', 'none', 0] as const) {
    const asked = batch({ list, paneIds });
    const direct = spawnSync('tmux', ['-u', '-L', server.socket, ...batchArguments(asked)], {
      encoding: 'utf8',
    });
    const { stdout, stderr, code } = await ask(asked);
    expect({ stdout, stderr, code }).toEqual({
      stdout: direct.stdout,
      stderr: direct.stderr,
      code: direct.status,
    });
  }
});

test('a pane that is gone ends the batch there, and says so', async () => {
  const [one, two] = [paneThatSays('one'), paneThatSays('two')];
  const asked = batch({ paneIds: [one, '%77', two] });
  const outcome = await ask(asked);
  expect(outcome).toMatchObject({ code: 1, ended: 'exit' });
  expect(outcome.stderr).toMatch(/can't find pane/);
  const answer = readAnswer(outcome.stdout, asked.nonce);
  expect(answer?.stoppedAt).toBe('%77');
  expect([...(answer?.screens.keys() ?? [])]).toEqual([one]);
  expect((await ask()).stderr).toBe('');
});

test('only the number of a pane gets into a command', async () => {
  const one = paneThatSays('one');
  const answer = await answerTo(batch({ paneIds: ['$(id)', '%1; kill-server', '=one', one] }));
  expect([...answer.screens.keys()]).toEqual([one]);
});

test('without a server the answer is the one tmux gives', async () => {
  const answer = await ask();
  expect(answer).toMatchObject({ stdout: '', code: 1, ended: 'exit' });
  expect(answer.stderr).toMatch(/no server running|error connecting/);
});

test('what hangs is ended with its shell, and the next answer comes from a new one', async () => {
  server.start('some');
  await ask();
  const before = shells();
  const pid = server.pid();
  process.kill(pid, 'SIGSTOP');
  const answer = await courier.run(batch(), { timeoutMs: 200 });
  process.kill(pid, 'SIGCONT');
  expect(answer).toMatchObject({ code: null, ended: 'timeout' });
  expect(await ask()).toMatchObject({ code: 0 });
  await vi.waitUntil(() => before.every((one) => !existsSync(`/proc/${one}`)), TIMEOUT_MS);
  expect(shells()).toHaveLength(1);
});

test('a shell that somebody ended is missed by nobody', async () => {
  server.start('some');
  await ask();
  for (const pid of shells()) process.kill(pid, 'SIGKILL');
  expect(await ask()).toMatchObject({ code: 0 });
  // While it brings an answer: tmux waits until it is told to go on.
  const pid = server.pid();
  process.kill(pid, 'SIGSTOP');
  let third: RunOutcome | null = null;
  void ask().then((answer) => (third = answer));
  await vi.waitUntil(() => shells().length > 0, TIMEOUT_MS);
  for (const shell of shells()) process.kill(shell, 'SIGKILL');
  process.kill(pid, 'SIGCONT');
  await vi.waitUntil(() => third !== null, TIMEOUT_MS);
  expect(third).toMatchObject({ code: 0 });
});

test('tmux that comes later is found', async () => {
  server.start('some');
  const path = process.env['PATH'];
  process.env['PATH'] = server.folder;
  try {
    expect(await ask()).toMatchObject({ ended: 'not-started', startError: 'ENOENT' });
  } finally {
    process.env['PATH'] = path;
  }
  expect(await ask()).toMatchObject({ code: 0 });
  expect(await ask()).toMatchObject({ code: 0 });
  expect(shells()).toHaveLength(1);
});

test('when it is closed its shell is gone', async () => {
  server.start('some');
  await ask();
  courier.close();
  await vi.waitUntil(() => shells().length === 0, TIMEOUT_MS);
  expect(await ask()).toMatchObject({ code: 0 });
});
