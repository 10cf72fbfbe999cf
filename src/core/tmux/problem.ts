import type { Problem } from '../../shared/model.ts';
import type { RunOutcome, TmuxServer } from './run.ts';

/** The server as a person names it. */
export function serverLabel(server: TmuxServer, host: string | null): string {
  const socket = server.socket === null ? 'tmux' : `tmux -L ${server.socket}`;
  return host === null ? socket : `${socket} on ${host}`;
}

const NO_SERVER =
  /no server running|error connecting to .*\((No such file or directory|Connection refused)\)|no current (client|session)|server exited|lost server/i;

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 300);

/** Why a command did not answer, in words; null when it did. */
export function problemOf(outcome: RunOutcome, label: string, timeoutMs: number): Problem | null {
  if (outcome.ended === 'not-started') return notStarted(outcome.startError ?? 'unknown');
  if (outcome.ended === 'timeout') {
    return {
      kind: 'tmux-timeout',
      message: `${label} did not answer within ${timeoutMs / 1000} s. What its sessions do now is not known.`,
      action: 'Lookout keeps trying. If tmux does not react to you either, its server hangs.',
    };
  }
  if (outcome.ended === 'exit' && outcome.code === 0) return null;
  const said = firstLine(outcome.stderr);
  if (NO_SERVER.test(said)) {
    return {
      kind: 'tmux-no-server',
      message: `No tmux server runs as "${label}", so there are no sessions.`,
      action: 'Start a session with tmux; Lookout sees it by itself.',
    };
  }
  const why = outcome.ended === 'too-long' ? 'its answer was far too long' : said;
  return {
    kind: 'tmux-failed',
    message: `${label} could not be read${why === '' ? '' : `: ${why}`}.`,
    action: /permission denied/i.test(said)
      ? 'The server belongs to another user: run Lookout as that user, or choose another socket.'
      : 'Lookout keeps trying. Run `tmux list-panes -a` in a terminal to see the same error.',
  };
}

function notStarted(code: string): Problem {
  if (code === 'ENOENT') {
    return {
      kind: 'tmux-not-installed',
      message: 'tmux is not installed, or not on the PATH that Lookout was started with.',
      action: 'Install tmux (for example `apt install tmux`); Lookout sees it by itself.',
    };
  }
  return {
    kind: 'tmux-failed',
    message: `tmux could not be started (${code}).`,
    action: 'Check that the tmux program may be run by this user.',
  };
}
