import type { Session, Watched } from './model.ts';
import type { Remote } from './remote.ts';

/** The tmux -L name of the server that a session is on; null for the default one. */
export function socketOf(
  { host }: Pick<Session, 'host'>,
  { tmuxSocket }: Pick<Watched, 'tmuxSocket'>,
  remotes: readonly Remote[],
): string | null {
  if (host === null) return tmuxSocket;
  return remotes.find((remote) => remote.host === host)?.tmuxSocket ?? null;
}

/**
 * Program and arguments that attach a terminal to exactly this session: by its id, since a bare
 * name also matches longer ones.
 */
export function attachWords(session: Session, socket: string | null): [string, ...string[]] {
  const server = socket === null ? [] : ['-L', socket];
  const tmux: [string, ...string[]] = ['tmux', ...server, 'attach', '-t', session.sessionId];
  return session.host === null ? tmux : ['ssh', '-t', session.host, inShell(tmux)];
}

/** The same as one line for a POSIX shell. */
export const attachCommand = (session: Session, socket: string | null): string =>
  inShell(attachWords(session, socket));

const inShell = (words: readonly string[]): string => words.map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
