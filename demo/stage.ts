import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cast, type Member } from './cast.ts';

const SEPARATOR = '\x1f';
/** Waits for ever and shows nothing of what is typed: the demo writes to its terminal from outside. */
const PLAYER = `stty -echo -icanon 2>/dev/null
while read -r _; do :; done
`;
/** Prints what a crashed agent leaves on its screen, and ends. */
const CRASHED = `printf '%s\\n' '❯ Turn the ranking weights into settings' '' \\
  '● Reading 6 files' '' 'Error: ENOSPC: no space left on device, write'
exit 1
`;
const SHELL = `PS1='$ ' HISTFILE=/dev/null
export PS1 HISTFILE
printf '%s\\n' '$ git status --short --branch' '## main...origin/main' '$ npm run deploy -- --preview' \\
  'preview is at http://localhost:4310'
exec sh
`;
const CONF = `set -g exit-empty off
set -wg remain-on-exit on
set -wg automatic-rename off
set -g status off
`;

/**
 * A private tmux server with the cast's sessions. Each pane runs a shell script under its program's
 * own name, so that processes look as they do for real, and sleeps; screens are written to its
 * terminal from here. That costs no process more and no time when nothing changes.
 */
export class Stage {
  readonly #terminals: ReadonlyMap<string, number>;

  /** Starts the server; without tmux there is simply nothing to see. */
  constructor(folder: string, socket: string) {
    const scripts = writeScripts(folder);
    const sessions = cast.flatMap((member) => newSession(member, folder, scripts));
    const conf = join(folder, 'tmux.conf');
    writeFileSync(conf, CONF);
    const tmux = (...args: string[]) =>
      spawnSync('tmux', ['-u', '-L', socket, ...args], { encoding: 'utf8', env: withoutTmux() });
    tmux('-f', conf, 'start-server');
    const { stdout, status } = tmux(...sessions);
    this.#terminals = status === 0 ? openTerminals(stdout) : new Map();
  }

  /** Writes to a session's screen; one that is gone or does not read is passed over. */
  write(session: string, text: string): void {
    const terminal = this.#terminals.get(session);
    if (terminal === undefined || text === '') return;
    try {
      writeSync(terminal, text);
    } catch {
      // The pane is closed, or its server hangs: there is nobody to show anything to.
    }
  }

  close(): void {
    for (const terminal of this.#terminals.values()) closeSync(terminal);
  }
}

interface Scripts {
  readonly programs: string;
  readonly scripts: string;
}

function writeScripts(folder: string): Scripts {
  const programs = join(folder, 'bin');
  const scripts = join(folder, 'players');
  mkdirSync(programs);
  mkdirSync(scripts);
  // A shell started under another name is that program, as far as tmux and ps can tell.
  // busybox is many programs by name, so there only the scripts carry the names.
  const shell = realpathSync('/bin/sh');
  const isBusybox = basename(shell) === 'busybox';
  for (const name of ['claude', 'codex', 'node', 'ollama']) {
    if (isBusybox) writeFileSync(join(programs, name), `#!/bin/sh\n. "$1"\n`, { mode: 0o700 });
    else symlinkSync(shell, join(programs, name));
  }
  writeFileSync(join(scripts, 'player'), PLAYER);
  writeFileSync(join(scripts, 'gemini'), PLAYER);
  writeFileSync(join(scripts, 'crashed'), CRASHED);
  writeFileSync(join(scripts, 'shell'), SHELL);
  return { programs, scripts };
}

function newSession(member: Member, folder: string, { programs, scripts }: Scripts): string[] {
  const cwd = join(folder, 'projects', member.project);
  mkdirSync(join(cwd, '.git'), { recursive: true });
  writeFileSync(join(cwd, '.git', 'HEAD'), `ref: refs/heads/${member.branch}\n`);
  const program = (name: string) => join(programs, name);
  const script = (name: string) => join(scripts, name);
  const command = {
    claude: [program('claude'), script(member.part === 'dead' ? 'crashed' : 'player')],
    codex: [program('codex'), script('player')],
    // Its real program is a script that node runs.
    gemini: [program('node'), script('gemini')],
    // `ollama run MODEL`: the shell takes "run" for the name of a script in its folder.
    ollama: [program('ollama'), 'run', 'qwen3'],
    shell: ['sh', script('shell')],
  }[member.program];
  if (member.program === 'ollama') writeFileSync(join(cwd, 'run'), PLAYER);
  const format = `#{session_name}${SEPARATOR}#{pane_tty}`;
  const where = ['-s', member.name, '-x', '120', '-y', '36', '-c', cwd];
  return ['new-session', '-d', '-P', '-F', format, ...where, '--', ...command, ';'];
}

function openTerminals(stdout: string): Map<string, number> {
  const terminals = new Map<string, number>();
  for (const line of stdout.split('\n')) {
    const [session, tty] = line.split(SEPARATOR);
    const plays = cast.some(
      ({ name, part }) => name === session && part !== 'dead' && part !== 'none',
    );
    if (session === undefined || tty === undefined || !plays) continue;
    terminals.set(
      session,
      openSync(tty, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK),
    );
  }
  return terminals;
}

/** Started from inside tmux, the demo's server is still one of its own. */
function withoutTmux(): NodeJS.ProcessEnv {
  const { TMUX: _inside, TMUX_PANE: _pane, ...env } = process.env;
  return env;
}
