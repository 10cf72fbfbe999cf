import { fork } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import type { Session, SourceStatus } from '../../../src/shared/model.ts';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import { controlPath } from '../../../src/core/tmux/ssh.ts';
import { sshServer, type SshServer } from '../../lib/ssh-server.ts';
import { tempFolder } from '../../lib/temp-folder.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

let ssh: SshServer;
let server: PrivateServer;

beforeAll(async () => {
  ssh = await sshServer();
}, 30_000);
afterAll(() => ssh.close());
beforeEach(() => {
  server = privateServer();
  onTestFinished(() => server.close());
});

function sourceOn(host: string, timeoutMs = 15_000): TmuxSource {
  const source = createTmuxSource({
    socket: server.socket,
    remote: { host, controlFolder: join(ssh.folder, 'c'), configFile: ssh.configFile },
    intervalMs: 2000,
    timeoutMs,
  });
  onTestFinished(() => source.close());
  return source;
}

const seen = (source: TmuxSource, check: (session: Session) => boolean): Promise<Session> =>
  vi.waitUntil(
    async () => {
      await source.read();
      return source.latest()?.sessions.find(check);
    },
    { timeout: 20_000, interval: 50 },
  );

async function statusAfterRead(host: string, timeoutMs?: number): Promise<SourceStatus> {
  const source = sourceOn(host, timeoutMs);
  await source.read();
  return source.status();
}

/** Pids of the ssh commands that ask the server under test. */
const asking = (): string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      const argv = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return argv[0] === 'ssh' && argv.some((word) => word.includes(server.socket));
    } catch {
      // No process, or one that has just ended.
      return false;
    }
  });

describe('a tmux server on another host', { timeout: 60_000 }, () => {
  test('is read as one here, with its host, and says what cannot be seen from here', async () => {
    const title = `⠂ it's "quoted" $(touch ${join(ssh.folder, 'owned')}) ; \`id\``;
    // Over there only the command's name is known: the shell that runs the script is called claude.
    const shell = join(server.folder, 'claude');
    copyFileSync(realpathSync('/bin/sh'), shell);
    server.start("o'clock", shell, server.program('script', title, 'at it\n'));
    const source = sourceOn('fleet');
    const session = await seen(source, ({ state }) => state === 'working');
    expect(session).toMatchObject({ host: 'fleet', name: "o'clock", agent: 'claude', title });
    expect(session.key).toContain(' on fleet:');
    expect(session.branch).toBeNull();
    expect(session.evidence.map(({ text }) => text)).toContain(
      'its processes and files are on another machine and are not looked at',
    );
    expect(source.status()).toMatchObject({ state: 'live', problem: null });
    expect(existsSync(join(ssh.folder, 'owned'))).toBe(false);
  });

  test('shows its live screen, by the same address', async () => {
    const pane = server.start(
      'far',
      server.program('one', 'one', '\u001B[31mfar away\u001B[0m 漢字\n'),
    );
    const source = sourceOn('fleet');
    const { key } = await seen(source, ({ paneId }) => paneId === pane);
    const screen = await vi.waitUntil(async () => {
      const now = await source.screenOf(key);
      return now?.kind === 'shown' && now.text.includes('far away') ? now : undefined;
    }, 20_000);
    expect(screen.text).toContain('漢字');
    server.start('keeper');
    server.tmux('kill-pane', '-t', pane);
    await vi.waitUntil(async () => (await source.screenOf(key))?.kind === 'gone', 20_000);
  });

  test('logs in once for many commands, and hangs up at the end', async () => {
    server.start('one');
    const source = sourceOn('fleet');
    const before = ssh.logins();
    for (let n = 0; n < 5; n += 1) expect(await source.read()).toBe(true);
    expect(ssh.logins() - before).toBe(1);
    const sockets = join(ssh.folder, 'c');
    expect(readdirSync(sockets)).toHaveLength(1);
    expect(statSync(sockets).mode & 0o077).toBe(0);
    await source.close();
    await vi.waitUntil(() => readdirSync(sockets).length === 0, 10_000);
  });

  test('leaves no ssh behind when whoever asks is ended by force', async () => {
    server.start('far');
    const pid = server.pid();
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => process.kill(pid, 'SIGCONT') && undefined);
    const program = join(import.meta.dirname, '../../lib/remote-watcher-process.ts');
    const watcher = fork(program, ['fleet', server.socket, join(ssh.folder, 'k'), ssh.configFile]);
    await vi.waitUntil(() => asking().length > 0, 30_000);
    watcher.kill('SIGKILL');
    await vi.waitUntil(() => asking().length === 0, 30_000);
    expect(watcher.signalCode).toBe('SIGKILL');
  });

  test('says so where there is no ssh', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = server.folder;
    try {
      expect((await statusAfterRead('fleet')).problem).toMatchObject({
        kind: 'host-unreachable',
        message: expect.stringMatching(/^ssh could not be started/),
      });
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('without a server has nobody, and that is certain', async () => {
    server.start('one');
    server.tmux('kill-server');
    const status = await statusAfterRead('fleet');
    expect(status).toMatchObject({ state: 'unavailable', problem: { kind: 'tmux-no-server' } });
    expect(status.problem?.message).toContain('on fleet');
  });

  test.each([
    ['stranger', 'host-key', 'does not know the key of stranger'],
    ['locked', 'host-refused', 'did not let ssh in'],
    ['bare', 'tmux-not-installed', 'tmux is not installed on bare'],
    ['nobody', 'host-unreachable', 'Connection refused'],
    ['hanging', 'host-unreachable', 'did not answer within 1.5 s'],
  ])('%s is a state in words: %s', async (host, kind, words) => {
    const status = await statusAfterRead(host, host === 'hanging' ? 1500 : 15_000);
    expect(status).toMatchObject({ state: 'unavailable', problem: { kind } });
    expect(status.problem?.message).toContain(words);
    expect(status.problem?.action).toMatch(/\.$/);
  });

  test('is asked less and less often while it fails, and at its pace once it answers', async () => {
    const source = sourceOn('nobody');
    const paces: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      await source.read();
      paces.push(source.status().intervalMs);
    }
    expect(paces).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(source.status().slowedBecause).toContain('8 times in a row');
  });
});

describe('the socket of a shared connection', () => {
  test('is short, and in a folder of this user alone', () => {
    const folder = tempFolder();
    const own = join(folder, 'own');
    expect(controlPath('fleet', [own])).toMatch(/\/own\/[0-9a-f]{12}$/);
    expect(statSync(own).mode & 0o777).toBe(0o700);
    const open = join(folder, 'open');
    mkdirSync(open, { mode: 0o777 });
    expect(controlPath('fleet', [join(folder, 'long'.repeat(30)), open])).toBeNull();
  });
});
