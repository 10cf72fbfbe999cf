import type { Problem } from '../../shared/model.ts';
import { problemOf } from './problem.ts';
import type { RunOutcome } from './run.ts';
import { NO_PROGRAM } from './ssh.ts';

/** ssh's own failures; those of the command over there have other codes. */
const SSH_FAILED = 255;
const NOT_FOUND = 127;

interface Known {
  readonly said: RegExp;
  readonly problem: (host: string) => Problem;
}

const known: readonly Known[] = [
  {
    said: /host key verification failed|host key is known|identification has changed/i,
    problem: (host) => ({
      kind: 'host-key',
      message: `ssh does not know the key of ${host}, or it is not the one it knows.`,
      action: `Run \`ssh ${host}\` in a terminal once, and accept the key if you trust it.`,
    }),
  },
  {
    said: /permission denied|too many authentication failures|no supported authentication/i,
    problem: (host) => ({
      kind: 'host-refused',
      message: `${host} did not let ssh in without a password.`,
      action: `Set up a key for ${host} (ssh-copy-id), or add yours to the agent; Lookout asks for no password.`,
    }),
  },
  {
    said: /could not resolve hostname|name or service not known/i,
    problem: (host) => ({
      kind: 'host-unreachable',
      message: `There is no host called ${host} as far as ssh knows.`,
      action: 'Check its name in Settings and in your ssh configuration.',
    }),
  },
];

/** Why a command over ssh did not answer, in words; null when it did. */
export function remoteProblemOf(
  outcome: RunOutcome,
  label: string,
  host: string,
  timeoutMs: number,
): Problem | null {
  const said = outcome.stderr.trim();
  if (outcome.ended === 'not-started' || outcome.code === NO_PROGRAM) {
    return {
      kind: 'host-unreachable',
      message: `ssh could not be started (${outcome.startError ?? 'it is not installed, or not on the PATH'}).`,
      action: 'Install an ssh client (for example `apt install openssh-client`).',
    };
  }
  if (outcome.ended === 'timeout') {
    return {
      kind: 'host-unreachable',
      message: `${host} did not answer within ${timeoutMs / 1000} s. What its sessions do now is not known.`,
      action: `Lookout keeps trying. See whether \`ssh ${host}\` answers in a terminal.`,
    };
  }
  if (outcome.code === SSH_FAILED) {
    const found = known.find((one) => one.said.test(said));
    return found?.problem(host) ?? unreachable(host, said);
  }
  if (outcome.code === NOT_FOUND) {
    return {
      kind: 'tmux-not-installed',
      message: `tmux is not installed on ${host}, or not on the PATH that ssh gives a command there.`,
      action: `See what \`ssh ${host} tmux -V\` says in a terminal.`,
    };
  }
  return problemOf(outcome, label, timeoutMs);
}

function unreachable(host: string, said: string): Problem {
  const reason = (said.split('\n').at(-1) ?? '').slice(0, 200);
  return {
    kind: 'host-unreachable',
    message: `${host} cannot be reached${reason === '' ? '' : `: ${reason.replace(/\.$/, '')}`}.`,
    action: `Lookout keeps trying. See whether \`ssh ${host}\` answers in a terminal.`,
  };
}
