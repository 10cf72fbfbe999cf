import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Loop } from '../../../src/core/monitor/loop.ts';
import { batchArguments, readAnswer, type Answer } from '../../../src/core/tmux/batch.ts';
import { localServer } from '../../../src/core/tmux/run.ts';
import { createTmuxSource } from '../../../src/core/tmux/scan.ts';
import { Vigil, type Asked, type Seen } from '../../../src/core/tmux/vigil.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Nothing is printed this late. */
const NEVER_S = 99_999_999_999;
const LOOKS = 5;

let server: PrivateServer;
let vigil: Vigil;
beforeEach(() => {
  server = privateServer();
  vigil = new Vigil(localServer(server.socket));
});
afterEach(() => {
  vigil.close();
  server.close();
});

/** Looks at even intervals by the clock that the vigil is told; it waits for what comes. */
function everyMs(interval: number, asked: Partial<Asked> = {}) {
  let at = 0;
  return (now: Partial<Asked> = {}): Promise<Seen | null> => {
    at += interval;
    const { signal } = new AbortController();
    const every = { since: NEVER_S, paneIds: [], everyMs: interval, timeoutMs: 30_000, signal };
    return vigil.look({ list: NEVER_S, at, ...every, ...asked, ...now });
  };
}

/** The same, past the first, before which nothing is even. */
async function begun(interval: number, asked: Partial<Asked> = {}): Promise<[Seen, Look]> {
  const look = everyMs(interval, asked);
  await expect(look()).resolves.toBeNull();
  const first = await look();
  if (first === null) throw new Error('no client has stayed');
  return [first, look];
}
type Look = ReturnType<typeof everyMs>;

function answerIn(seen: Seen | null): Answer {
  const answer = seen === null ? null : readAnswer(seen.outcome.stdout, seen.nonce);
  if (answer === null) throw new Error('no answer');
  return answer;
}

const runs = (pid: number): boolean => {
  try {
    // The state follows the name in brackets; what has ended may wait to be noticed.
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** The words that a program was started with; none once it is gone. */
function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Programs that were started with the name of the server under test, but not the server. */
const ours = (serverPid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== serverPid && wordsOf(pid).includes(server.socket) && runs(pid));

test('one client does several looks, each whole and with a nonce of its own; then comes another', async () => {
  const pane = server.start('one', 'sh', '-c', 'while read -r line; do echo "I am $line"; done');
  const [first, look] = await begun(100, { paneIds: [pane] });
  expect(first.isFull).toBe(true);
  expect(answerIn(first)).toMatchObject({ serverPid: server.pid(), stoppedAt: null });
  expect(answerIn(first).list).toContain('sh');
  const nonces = new Set([first.nonce]);
  for (let place = 1; place < LOOKS; place += 1) {
    const seen = await look();
    expect(seen).toMatchObject({ isFull: false, outcome: { code: 0, ended: 'exit' } });
    expect(answerIn(seen).list.trim().split('\n')).toHaveLength(1);
    expect([...answerIn(seen).screens.keys()]).toEqual([pane]);
    nonces.add(seen?.nonce ?? '');
  }
  expect(nonces.size).toBe(LOOKS);
  expect((await look())?.isFull).toBe(true);
});

test('a screen is what it was at each look', async () => {
  const pane = server.start('one', 'sh');
  const [first, look] = await begun(1000, { paneIds: [pane] });
  expect(answerIn(first).screens.get(pane)).not.toContain('changed');
  server.tmux('send-keys', '-t', pane, 'echo chan""ged', 'Enter');
  let last = '';
  for (let place = 1; place < LOOKS; place += 1) {
    last = answerIn(await look()).screens.get(pane) ?? '';
  }
  expect(last).toContain('changed');
});

test('a look between two, or one that wants everything, is none of its own; it goes on', async () => {
  server.start('one', 'cat');
  const [, look] = await begun(1000);
  await expect(look({ list: 'all' })).resolves.toBeNull();
  await expect(look({ at: 3500 })).resolves.toBeNull();
  // That was at 4000 by its own clock.
  await expect(look()).resolves.toMatchObject({ isFull: false });
});

test('nobody stays where looks are far apart', async () => {
  server.start('one', 'cat');
  const look = everyMs(6000);
  for (let place = 0; place < 3; place += 1) await expect(look()).resolves.toBeNull();
  expect(ours(server.pid())).toEqual([]);
});

test('a pane that closes ends it, with what was seen before', async () => {
  const [closing, pane] = [server.start('closing', 'cat'), server.start('stays', 'cat')];
  const [, look] = await begun(1000, { paneIds: [pane, closing] });
  server.tmux('kill-session', '-t', '=closing');
  let seen = await look();
  while (answerIn(seen).stoppedAt === null) seen = await look();
  expect(seen?.outcome.code).toBe(1);
  expect(answerIn(seen).stoppedAt).toBe(closing);
  expect([...answerIn(seen).screens.keys()]).toEqual([pane]);
});

test('a server whose last session ends does not wait for it', async () => {
  server.start('one', 'cat');
  const pid = server.pid();
  const [, look] = await begun(5000);
  server.tmux('kill-session', '-t', '=one');
  await vi.waitUntil(() => !runs(pid), { timeout: 30_000 });
  // Had it been there for the next look, that would have shown an empty list.
  await expect(look()).resolves.toBeNull();
});

test('a server that is told to end does', async () => {
  server.start('one', 'cat');
  const pid = server.pid();
  const [, look] = await begun(5000);
  server.tmux('kill-server');
  await vi.waitUntil(() => !runs(pid), { timeout: 30_000 });
  await expect(look()).resolves.toBeNull();
});

test('nobody counts as attached while it is there', async () => {
  const pane = server.start('one', 'cat');
  await begun(2000);
  expect(server.tmux('list-clients')).toBe('');
  expect(server.tmux('display-message', '-p', '-t', pane, '#{session_attached}').trim()).toBe('0');
});

test('once it is closed its client ends by itself, and then nothing of it is left', async () => {
  server.start('one', 'cat');
  const pid = server.pid();
  await begun(200);
  vigil.close();
  await vi.waitUntil(() => ours(pid).length === 0, { timeout: 30_000 });
  expect(runs(pid)).toBe(true);
});

test('what hangs is not waited for, and ended when it is closed', async () => {
  server.start('one', 'cat');
  const pid = server.pid();
  const [, look] = await begun(1000);
  process.kill(pid, 'SIGSTOP');
  try {
    let seen = await look({ timeoutMs: 500 });
    while (seen !== null) seen = await look({ timeoutMs: 500 });
    vigil.close();
    await vi.waitUntil(() => ours(pid).length === 0, { timeout: 30_000 });
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(server.pid()).toBe(pid);
});

test('a shell that somebody ended is replaced', async () => {
  server.start('one', 'cat');
  const [, look] = await begun(1000);
  for (const pid of ours(server.pid())) process.kill(pid, 'SIGKILL');
  let seen = await look();
  while (seen !== null) seen = await look();
  await expect(look()).resolves.toMatchObject({ isFull: true });
});

test('a server that ends once nobody is attached says so', () => {
  server.start('one', 'cat');
  const batch = { nonce: 'f00d', list: 'none', paneIds: [] } as const;
  const asked = batchArguments(batch);
  expect(readAnswer(server.tmux(...asked), 'f00d')?.outlivesClients).toBe(true);
  const ends = ['set-option', '-s', 'exit-unattached', 'on', ';'];
  expect(readAnswer(server.tmux(...ends, ...asked), 'f00d')?.outlivesClients).toBe(false);
});

test('its words cannot be read by others while it is there', async () => {
  server.start('one', 'cat');
  const [{ nonce }] = await begun(2000);
  const said = ours(server.pid()).map((pid) => wordsOf(pid).join(' '));
  expect(said.some((words) => words.includes('source-file'))).toBe(true);
  expect(said.filter((words) => words.includes(nonce))).toEqual([]);
});

test('a source that is read at even intervals has one stay, and sees what changes meanwhile', async () => {
  server.start('one', 'cat');
  const pid = server.pid();
  const source = createTmuxSource({ socket: server.socket, intervalMs: 1000 });
  const read = async (): Promise<void> => void (await source.read());
  const loop = new Loop({ intervalMs: () => source.status().intervalMs, work: read });
  const stays = (): boolean => ours(pid).some((one) => wordsOf(one).includes('source-file'));
  const named = (name: string) => () =>
    source.latest()?.sessions.some((session) => session.name === name) === true;
  loop.start();
  try {
    await vi.waitUntil(stays, { timeout: 50_000 });
    server.tmux('rename-session', '-t', '=one', 'two');
    await vi.waitUntil(named('two'), { timeout: 50_000 });
    server.start('three', 'cat');
    await vi.waitUntil(named('three'), { timeout: 50_000 });
    expect(source.status()).toMatchObject({ state: 'live', problem: null });
  } finally {
    await loop.stop();
    await source.close();
  }
});
