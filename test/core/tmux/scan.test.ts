import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from '../../../src/shared/model.ts';
import { cleanText } from '../../../src/core/sessions/screen.ts';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import { privateServer, type PrivateServer } from './private-server.ts';
import { sessionSeen } from './seen.ts';

let server: PrivateServer;
let source: TmuxSource;

beforeEach(() => {
  server = privateServer();
  source = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 8000 });
});
afterEach(async () => {
  await source.close();
  server.close();
});

const seen = (name: string, check: (session: Session) => boolean): Promise<Session> =>
  sessionSeen(source, name, check);

describe('a running server', () => {
  test('gives every session once, with what is in front', async () => {
    const paneId = server.start('plain');
    server.start('two');
    server.tmux('split-window', '-t', 'two', 'sh');
    const plain = await seen('plain', ({ state }) => state === 'shell');
    expect(plain).toMatchObject({ paneId, agent: null, host: null, command: 'sh' });
    expect(plain.key).toContain(`${server.socket}:${server.pid()}:`);
    expect(source.latest()?.names.toSorted()).toEqual(['plain', 'two']);
    expect(source.latest()?.sessions).toHaveLength(2);
    expect(source.latest()?.panes).toBe(3);
    expect(source.status()).toMatchObject({ state: 'live', problem: null });
  });

  test('finds an agent in a pane that is not in front', async () => {
    const program = server.program('claude', '⠂ Fixing the build', 'working away\n');
    server.start('hidden', program);
    server.tmux('split-window', '-t', 'hidden', 'sh');
    const hidden = await seen('hidden', ({ state }) => state === 'working');
    expect(hidden).toMatchObject({ agent: 'claude', state: 'working' });
  });

  test('captures only what moved', async () => {
    server.start('quiet');
    const busy = server.start('busy');
    const before = await seen('busy', ({ lastLine }) => lastLine !== '');
    await vi.waitUntil(async () => (await source.read()) && source.latest()?.captured === 0, {
      timeout: 15_000,
      interval: 300,
    });
    server.tmux('send-keys', '-t', busy, 'echo moved-$((40+2))', 'Enter');
    const moved = await seen('busy', () => source.latest()?.captured === 1);
    expect(moved.lastOutputAt).toBeGreaterThan(before.lastOutputAt ?? 0);
  });

  test('keeps names and titles of any kind apart', async () => {
    const name = `a "quoted" 'one' <b>bold</b> #{pid} 🦊 ; $(x)`;
    // tmux expands formats in a new name: a doubled # stands for itself.
    server.start(
      name.replaceAll('#', '##'),
      server.program('claude', '✳ $(reboot) <script>x</script>', 'x'),
    );
    const odd = await seen(name, ({ title }) => title.includes('script'));
    expect(odd.title).toBe('✳ $(reboot) <script>x</script>');
    expect(odd.agent).toBe('claude');
  });

  test('a folder whose name looks like a record is only a folder', async () => {
    const folder = `${server.folder}/x\n\u001F1\u001F2\u001F$9`;
    server.tmux(
      'new-session',
      '-d',
      '-s',
      'odd',
      'sh',
      '-c',
      `mkdir '${folder}'; cd '${folder}'; exec sh`,
    );
    const odd = await seen('odd', ({ cwd }) => cwd.includes('/x'));
    expect(odd.cwd).toBe(cleanText(folder));
    expect(source.latest()?.sessions).toHaveLength(1);
  });

  test('knows the branch of each folder', async () => {
    mkdirSync(join(server.folder, '.git'));
    writeFileSync(join(server.folder, '.git', 'HEAD'), 'ref: refs/heads/quota\u001B[31m\n');
    server.tmux('new-session', '-d', '-s', 'repository', '-c', server.folder, 'sh');
    const { branch } = await seen('repository', (one) => one.branch !== null);
    expect(branch).toBe('quota');
  });
});

describe('changes', () => {
  test('a session that is renamed keeps its key', async () => {
    server.start('before');
    const { key } = await seen('before', () => true);
    server.tmux('rename-session', '-t', '=before', 'after');
    const after = await seen('after', () => true);
    expect(after.key).toBe(key);
    expect(source.latest()?.names).toEqual(['after']);
  });

  test('a new session with the old name is another one', async () => {
    server.start('other');
    server.start('again');
    const first = await seen('again', () => true);
    server.tmux('kill-session', '-t', '=again');
    server.start('again');
    const second = await seen('again', ({ key }) => key !== first.key);
    expect(second.paneId).not.toBe(first.paneId);
  });

  test('a pane that is respawned with another agent is that agent', async () => {
    const pane = server.start('pane', server.program('claude', '⠂ Fixing the build', 'at it'));
    const first = await seen(
      'pane',
      ({ agent, state }) => agent === 'claude' && state === 'working',
    );
    server.tmux('respawn-pane', '-k', '-t', pane, server.program('codex', '', 'hello'));
    const second = await seen('pane', ({ agent }) => agent === 'codex');
    expect(second).toMatchObject({ key: first.key, paneId: pane });
    expect(second.panePid).not.toBe(first.panePid);
  });

  test('a session that ends takes nothing from those that were asked for with it', async () => {
    const [gone, stays] = [server.start('gone'), server.start('stays')];
    const touch = (pane: string): string => server.tmux('send-keys', '-t', pane, 'Enter');
    // Both were captured in the last scan, so both are asked for with the next list.
    await vi.waitUntil(
      async () => {
        touch(gone);
        touch(stays);
        await source.read();
        return source.latest()?.captured === 2;
      },
      { timeout: 20_000, interval: 1100 },
    );
    server.tmux('kill-session', '-t', '=gone');
    server.tmux('send-keys', '-t', stays, 'echo still-$((40+2))', 'Enter');
    await vi.waitUntil(() => server.tmux('capture-pane', '-p', '-t', stays).includes('still-42'));
    expect(await source.read()).toBe(true);
    expect(source.latest()?.names).toEqual(['stays']);
    expect(source.latest()?.captured).toBe(1);
    expect(source.status()).toMatchObject({ state: 'live', problem: null });
    const [session] = source.latest()?.sessions ?? [];
    expect(session?.state).toBe('shell');
  });

  test('a pane whose program ended is dead, and says how', async () => {
    const pane = server.start('short', server.program('claude', '', 'hello'));
    server.tmux('set-option', '-t', 'short', 'remain-on-exit', 'on');
    await seen('short', ({ agent }) => agent === 'claude');
    server.tmux('send-keys', '-t', 'short', 'exit', 'Enter');
    await seen('short', ({ state }) => state === 'dead');
    // tmux learns of the closed terminal first and of the exit status a moment later, or, when busy,
    // never: Lookout says what tmux knows.
    const told = (): string =>
      server.tmux('display-message', '-p', '-t', pane, '#{pane_dead_status}').trim();
    const dead = await seen('short', ({ evidence }) => {
      const status = told();
      const how = status === '' ? '' : ` with status ${status}`;
      return evidence[0]?.text === `the pane's program ended${how}`;
    });
    expect(['', '3']).toContain(told());
    expect(dead).toMatchObject({ state: 'dead', evidence: [{ kind: 'pane' }] });
  });

  test('an agent that ends and leaves its shell is dead until the shell is used', async () => {
    const pane = server.start('shelled');
    const program = server.program('codex', '', 'hello');
    server.tmux('send-keys', '-t', pane, program, 'Enter');
    const alive = await seen('shelled', ({ agent }) => agent === 'codex');
    expect(alive.state).not.toBe('shell');
    server.tmux('send-keys', '-t', pane, 'exit', 'Enter');
    const dead = await seen('shelled', ({ state }) => state === 'dead');
    expect(dead.agent).toBe('codex');
    expect(dead.evidence[0]?.kind).toBe('process');
  });

  test('a program that comes to the front in silence is seen at the next look', async () => {
    const go = join(server.folder, 'go');
    const wait = `until [ -e ${go} ]; do sleep 0.05; done`;
    server.start('quiet', 'sh', '-c', `${wait}; exec sleep 1000`);
    const { lastOutputAt, panePid } = await seen('quiet', ({ command }) => command === 'sh');
    // Another one prints: from then on the quiet one is not looked up in every list.
    const loud = server.start('loud');
    await seen('loud', (session) => {
      server.tmux('send-keys', '-t', loud, 'Enter');
      return (session.lastOutputAt ?? 0) >= (lastOutputAt ?? 0) + 2000;
    });
    await source.read();
    writeFileSync(go, '');
    const comm = `/proc/${panePid ?? ''}/comm`;
    await vi.waitUntil(() => readFileSync(comm, 'utf8').trim() === 'sleep', 10_000);
    await source.read();
    const after = source.latest()?.sessions.find(({ name }) => name === 'quiet');
    expect(after).toMatchObject({ command: 'sleep', lastOutputAt });
  });

  test('copy mode is a badge, never a state', async () => {
    const pane = server.start('copying', server.program('claude', '⠂ Thinking', 'hello'));
    await seen('copying', ({ state }) => state === 'working');
    server.tmux('copy-mode', '-t', pane);
    const copying = await seen('copying', ({ badges }) => badges.includes('copy-mode'));
    expect(copying.state).toBe('working');
  });
});

function writeStatus(pid: number, procStart: string, status: string): void {
  const folder = join(server.folder, 'sessions');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${pid}.json`), JSON.stringify({ pid, procStart, status }));
}

const startOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';

describe("Claude Code's status file", () => {
  test('decides where the screen says nothing, for the process that wrote it only', async () => {
    const program = server.program('claude', '', 'nothing to go by');
    server.tmux(
      'new-session',
      '-d',
      '-s',
      'told',
      'env',
      `CLAUDE_CONFIG_DIR=${server.folder}`,
      program,
    );
    const { panePid } = await seen('told', ({ agent }) => agent === 'claude');
    const pid = panePid ?? 0;
    writeStatus(pid, '1', 'busy');
    await source.read();
    expect(source.latest()?.sessions[0]?.state).toBe('unknown');
    writeStatus(pid, startOf(pid), 'busy');
    const told = await seen('told', ({ state }) => state === 'working');
    expect(told.evidence[0]).toMatchObject({ kind: 'status-file', says: 'working' });
    writeStatus(pid, startOf(pid), 'something-new');
    await seen('told', ({ state }) => state === 'unknown');
  });
});

describe('bad days', () => {
  test('no server: nothing to show, and what to do', async () => {
    await expect(source.read()).resolves.toBe(false);
    expect(source.latest()).toBeNull();
    expect(source.status()).toMatchObject({
      state: 'unavailable',
      problem: { kind: 'tmux-no-server' },
    });
  });

  test('a server that dies and returns with the same ids: its sessions are new ones', async () => {
    server.start('same');
    const before = await seen('same', () => true);
    server.tmux('kill-server');
    await vi.waitUntil(async () => !(await source.read()) && source.latest() === null);
    expect(source.status().problem?.kind).toBe('tmux-no-server');
    server.start('same');
    const after = await seen('same', () => true);
    expect(after.paneId).toBe(before.paneId);
    expect(after.key).not.toBe(before.key);
    expect(source.status().state).toBe('live');
  });

  test('a server that hangs: what was read stays, stale, and nobody is dead', async () => {
    server.start('held');
    await seen('held', ({ state }) => state === 'shell');
    const hasty = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 300 });
    await vi.waitUntil(async () => hasty.read(), { timeout: 15_000 });
    const pid = server.pid();
    process.kill(pid, 'SIGSTOP');
    try {
      await expect(hasty.read()).resolves.toBe(false);
      expect(hasty.status()).toMatchObject({ state: 'stale', problem: { kind: 'tmux-timeout' } });
      expect(hasty.latest()?.sessions.map(({ state }) => state)).toEqual(['shell']);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await vi.waitUntil(async () => hasty.read(), { timeout: 15_000 });
    expect(hasty.status()).toMatchObject({ state: 'live', problem: null });
    await hasty.close();
  });

  test('one scan at a time: a second call joins the first', async () => {
    server.start('one');
    const [first, second] = [source.read(), source.read()];
    expect(second).toBe(first);
    await first;
  });

  test('tmux not installed', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = server.folder;
    try {
      await source.read();
    } finally {
      process.env['PATH'] = path;
    }
    expect(source.status().problem?.kind).toBe('tmux-not-installed');
  });
});
