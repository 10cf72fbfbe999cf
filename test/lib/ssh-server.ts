import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/**
 * A real sshd of Debian on this machine, with keys and configuration of its own in a temporary
 * folder, for the present user only. `configFile` is for the client; its hosts:
 * `fleet` lets in; `stranger` has a key that nobody knows; `locked` knows no key of ours;
 * `bare` has no tmux; `nobody` refuses connections; `hanging` accepts them and says nothing.
 */
export interface SshServer {
  readonly folder: string;
  readonly configFile: string;
  /** How many logins there were. */
  logins(): number;
  close(): Promise<void>;
}

const SSHD = '/usr/sbin/sshd';

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server.address());
  server.close();
  await once(server, 'close');
  return port;
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

function newKey(folder: string, name: string): { readonly file: string; readonly line: string } {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'lookout-test', '-f', file]);
  return { file, line: readFileSync(`${file}.pub`, 'utf8').trim() };
}

/** A host of the client's configuration. */
const at = (name: string, lines: readonly string[]): string[] => [
  `Host ${name}`,
  '  HostName 127.0.0.1',
  ...lines.map((line) => `  ${line}`),
];

export async function sshServer(): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-ssh-test-'));
  const port = await freePort();
  const closedPort = await freePort();
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const host = newKey(folder, 'host');
  const ours = newKey(folder, 'ours');
  const bare = newKey(folder, 'bare');
  const strange = newKey(folder, 'strange');
  const write = (name: string, lines: readonly string[]): string => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
    return file;
  };
  const allowed = write('authorized_keys', [
    ours.line,
    `command="lookout-has-no-such-program" ${bare.line}`,
  ]);
  const known = write('known_hosts', [`[127.0.0.1]:${port} ${host.line}`]);
  const unknown = write('unknown_hosts', []);
  const log = join(folder, 'log');
  const serverConfig = write('sshd_config', [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${host.file}`,
    `AuthorizedKeysFile ${allowed}`,
    'PidFile none',
    'UsePAM no',
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'LogLevel VERBOSE',
    // Not the start-up files of whoever runs the tests.
    `SetEnv HOME=${folder}`,
  ]);
  const configFile = write('ssh_config', [
    ...at('fleet', [`Port ${port}`, `IdentityFile ${ours.file}`]),
    ...at('stranger', [
      `Port ${port}`,
      `IdentityFile ${ours.file}`,
      `UserKnownHostsFile ${unknown}`,
    ]),
    ...at('locked', [`Port ${port}`, `IdentityFile ${strange.file}`]),
    ...at('bare', [`Port ${port}`, `IdentityFile ${bare.file}`]),
    ...at('nobody', [`Port ${closedPort}`]),
    ...at('hanging', [`Port ${portOf(silent.address())}`]),
    'Host *',
    `  User ${userInfo().username}`,
    '  IdentitiesOnly yes',
    '  IdentityAgent none',
    '  StrictHostKeyChecking yes',
    `  UserKnownHostsFile ${known}`,
    '  GlobalKnownHostsFile /dev/null',
  ]);
  // What Debian's start script does before it starts one as root.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const sshd = spawn(SSHD, ['-D', '-f', serverConfig, '-E', log], { stdio: 'ignore' });
  const ended = once(sshd, 'exit');
  const logged = (): string => {
    try {
      return readFileSync(log, 'utf8');
    } catch {
      return '';
    }
  };
  await vi.waitUntil(() => logged().includes('Server listening'), { timeout: 15_000 });
  return {
    folder,
    configFile,
    logins: () => logged().split('Accepted publickey').length - 1,
    async close() {
      sshd.kill();
      await ended;
      silent.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
