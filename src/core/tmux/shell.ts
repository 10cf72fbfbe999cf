import { spawn, type ChildProcess } from 'node:child_process';
import type { TmuxServer } from './run.ts';

/**
 * A small shell that stays and starts tmux for this process. To start a program, the system copies
 * the page tables of the one that starts it: of a shell that is a fraction (decision 0010).
 */

/** In a script: the path of tmux in `$tmux`; tmux itself gets no PATH. */
export const findTmux = `tmux=$(command -v tmux) || tmux=tmux
unset PATH`;

/** What is needed of ours. tmux sends all that it has to the server, variable by variable. */
const KEPT = ['PATH', 'HOME', 'TMUX_TMPDIR'] as const;

/** Without a shell, a zone and a locale named here, it looks for them in half a dozen files. */
function environment(): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), SHELL: '/bin/sh', LC_ALL: 'C', TZ: 'UTC0' };
}

/** Starts one; its script finds the server's name in `$1`. Nobody reads its stderr if `ignore`. */
export const startShell = (
  script: string,
  { socket }: TmuxServer,
  stderr: 'pipe' | 'ignore',
): ChildProcess =>
  spawn('/bin/sh', ['-c', script, 'lookout', socket ?? ''], {
    cwd: '/',
    env: environment(),
    stdio: ['pipe', 'pipe', stderr],
    // A group of its own: what hangs in it can be ended with it.
    detached: true,
  });

/** Ends the shell and whatever it runs. */
export function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
