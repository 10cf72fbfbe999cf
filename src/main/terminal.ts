import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandFailure } from './command-failure.ts';

/** In a template, the place of the command that attaches. */
const ATTACH = '{attach}';

/** Terminals in the order in which they are looked for, each with how it takes a command. */
const known: readonly (readonly [string, ...string[]])[] = [
  ['x-terminal-emulator', '-e', ATTACH],
  ['gnome-terminal', '--', ATTACH],
  ['ptyxis', '--', ATTACH],
  ['konsole', '-e', ATTACH],
  ['xfce4-terminal', '-x', ATTACH],
  ['ghostty', '-e', ATTACH],
  ['kitty', ATTACH],
  ['alacritty', '-e', ATTACH],
  ['wezterm', 'start', '--', ATTACH],
  ['foot', ATTACH],
  ['xterm', '-e', ATTACH],
];

/** The first known terminal on the PATH; null where there is none. */
export function findTerminal(path = process.env['PATH'] ?? ''): readonly string[] | null {
  const folders = path.split(delimiter).filter(Boolean);
  return known.find(([name]) => folders.some((folder) => isProgram(join(folder, name)))) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The template with the command in its place, or behind it where it names none. */
function filled(template: readonly string[], attach: readonly string[]): string[] {
  if (!template.includes(ATTACH)) return [...template, ...attach];
  return template.flatMap((word) => (word === ATTACH ? attach : [word]));
}

/** A terminal that has not complained by then is open. */
const OPEN_AFTER_MS = 1000;

/**
 * Opens a terminal in which `attach` runs, without any shell; it outlives Lookout. Rejects with
 * words where there is no such program, or it ends at once with an error.
 */
export function openTerminal(
  template: readonly string[] | null,
  attach: readonly string[],
): Promise<void> {
  const [program, ...args] = template === null ? [] : filled(template, attach);
  if (program === undefined) {
    const words =
      'No terminal program was found. Name one in Settings, or copy the command and paste it into a terminal.';
    return Promise.reject(new CommandFailure('failed', words));
  }
  // Lookout may itself have been started inside tmux, which then would refuse to attach.
  const { TMUX: _server, TMUX_PANE: _pane, ...env } = process.env;
  return new Promise((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new CommandFailure('failed', `${program} did not open a terminal: ${why}.`));
    const terminal = spawn(program, args, { env, detached: true, stdio: 'ignore' });
    const open = setTimeout(resolve, OPEN_AFTER_MS);
    terminal.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(open);
      fail(error.code === 'ENOENT' ? 'there is no such program' : error.message);
    });
    terminal.on('exit', (code) => {
      clearTimeout(open);
      // Some hand over to a server of theirs and end.
      if (code === 0) resolve();
      else fail(code === null ? 'it was ended' : `it ended with code ${code}`);
    });
    terminal.unref();
  });
}
