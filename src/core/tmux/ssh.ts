import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TmuxServer } from './run.ts';

/** How a remote server is reached. */
export interface RemoteAccess {
  readonly host: string;
  /** Where the socket of the shared connection may be. */
  readonly controlFolder: string;
  /** Another configuration than the user's own, for tests. */
  readonly configFile?: string;
}

/** A socket's path holds 104 bytes on macOS; ssh adds 17 of its own while it makes one. */
const LONGEST_PATH = 104 - 17 - 1;

/**
 * Where the shared connection to `host` has its socket: a name of this process in the first folder
 * that is short enough and this user's alone. null where there is none; then each command connects.
 */
export function controlPath(host: string, folders: readonly string[]): string | null {
  const id = createHash('sha256').update(`${process.pid} ${host}`).digest('hex').slice(0, 12);
  for (const folder of folders) {
    const path = join(folder, id);
    if (Buffer.byteLength(path) <= LONGEST_PATH && isOurs(folder)) return path;
  }
  return null;
}

function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

/** The folder for sockets where the data folder's path is too long for one. */
const shortFolder = (): string => join(tmpdir(), `lookout-ssh-${process.getuid?.() ?? ''}`);

/**
 * ssh's arguments up to the host: the user's own configuration and agent, and nothing that asks,
 * forwards or stays. One connection is shared by all commands and ends a minute after the last.
 */
function sshArguments({ host, controlFolder, configFile }: RemoteAccess): string[] {
  const path = controlPath(host, [controlFolder, shortFolder()]);
  const options = [
    'BatchMode=yes',
    'ConnectTimeout=5',
    'ServerAliveInterval=5',
    'ServerAliveCountMax=2',
    'ClearAllForwardings=yes',
    'ForwardAgent=no',
    'ForwardX11=no',
    'PermitLocalCommand=no',
    'RemoteCommand=none',
    'LogLevel=ERROR',
    ...(path === null
      ? ['ControlMaster=no', 'ControlPath=none']
      : ['ControlMaster=auto', `ControlPath=${path.replaceAll('%', '%%')}`, 'ControlPersist=60']),
  ];
  return [
    ...(configFile === undefined ? [] : ['-F', configFile]),
    '-T',
    ...options.flatMap((option) => ['-o', option]),
  ];
}

/** What `TIED` ends with where the program is not there. */
export const NO_PROGRAM = 125;

/**
 * Runs the program it is given, and ends it when its own input ends: that is when whoever started
 * it is gone, however it went. ssh by itself would wait for a host that does not answer.
 */
const TIED = `command -v "$1" >/dev/null || exit ${NO_PROGRAM}
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ while read -r _; do :; done; kill "$program"; } <&3 >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$program"
code=$?
kill "$guard" 2>/dev/null
exit $code`;

/** The tmux server on a host. */
export const remoteServer = (access: RemoteAccess, socket: string | null): TmuxServer => ({
  socket,
  program: [
    '/bin/sh',
    '-c',
    TIED,
    'lookout',
    'ssh',
    ...sshArguments(access),
    '--',
    access.host,
    'tmux',
  ],
  quoted: true,
});

/** The command that ends the shared connection, if there is one. */
export const hangUp = (access: RemoteAccess): readonly [string, ...string[]] => [
  'ssh',
  ...sshArguments(access),
  '-O',
  'exit',
  '--',
  access.host,
];
