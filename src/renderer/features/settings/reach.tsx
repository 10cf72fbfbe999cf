import type { Settings } from '../../../shared/settings.ts';
import { at, type Draft } from './draft.ts';
import { LinesField } from './lines-field.tsx';

interface Props {
  readonly draft: Draft;
  readonly problems: ReadonlyMap<string, string>;
  readonly change: (path: string, value: unknown) => void;
}

const isRemotes = (value: unknown): value is Settings['remotes'] => Array.isArray(value);
const isWords = (value: unknown): value is readonly string[] => Array.isArray(value);

/** Other machines that are watched too, and how a terminal is opened. */
export function Reach({ draft, problems, change }: Props) {
  const remotes = at(draft, 'remotes');
  const terminal = at(draft, 'terminal');
  const isWrong = (path: string): boolean =>
    [...problems.keys()].some((key) => key.startsWith(path));
  return (
    <>
      <LinesField
        name="remotes"
        title="Other machines"
        placeholder="none"
        hint="One a line, as you give it to ssh; after a space the name of its tmux socket, if it has one. Your ssh configuration and agent are used; Lookout asks for no password."
        problem={
          isWrong('remotes')
            ? 'Each host once, as name or user@name, and after a space the socket’s name.'
            : null
        }
        lines={(isRemotes(remotes) ? remotes : []).map(({ host, tmuxSocket }) =>
          tmuxSocket === null ? host : `${host} ${tmuxSocket}`,
        )}
        onChange={(lines) =>
          change(
            'remotes',
            lines.map((line) => {
              const [host = '', ...socket] = line.split(/\s+/);
              return { host, tmuxSocket: socket.length === 0 ? null : socket.join(' ') };
            }),
          )
        }
      />
      <LinesField
        name="terminal"
        title="Terminal"
        placeholder="the one that is found"
        hint="A program and its arguments, one a line; {attach} stands for the command that attaches. No shell reads it."
        problem={isWrong('terminal') ? 'At most 50 lines of 1,000 characters.' : null}
        lines={isWords(terminal) ? terminal : []}
        onChange={(lines) => change('terminal', lines.length === 0 ? null : lines)}
      />
    </>
  );
}
