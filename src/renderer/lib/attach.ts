import type { Session } from '../../shared/model.ts';

/**
 * The command that attaches a terminal to exactly this session: by its id, since a bare name also
 * matches longer ones. `socket` is tmux's -L name, null for the default server.
 */
export function attachCommand(session: Session, socket: string | null): string {
  const server = socket === null ? '' : ` -L ${quoted(socket)}`;
  const attach = `tmux${server} attach -t ${quoted(session.sessionId)}`;
  return session.host === null ? attach : `ssh -t ${quoted(session.host)} ${quoted(attach)}`;
}

/** One word for a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
