import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A real tmux server of its own, with its own socket name and no configuration.
 * `close` ends it and everything in it.
 */
export interface PrivateServer {
  readonly socket: string;
  /** A folder for the test's files, removed at the end. */
  readonly folder: string;
  tmux(...args: string[]): string;
  /** Starts a session (first pane id) whose program is `argv`. */
  start(name: string, ...argv: string[]): string;
  /**
   * A program called `name` that shows `screen` under `title` and then waits for ever. A line
   * `exit` ends it, the name of a file beside it makes it show that; it ignores all else.
   */
  program(name: string, title: string, screen: string): string;
  pid(): number;
  close(): void;
}

export function privateServer(): PrivateServer {
  const socket = `lookout-test-${randomBytes(6).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'lookout-tmux-'));
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-u', '-L', socket, '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  let programs = 0;
  return {
    socket,
    folder,
    tmux,
    start(name, ...argv) {
      const program = argv.length === 0 ? ['sh'] : argv;
      const size = ['-x', '120', '-y', '40'];
      return tmux('new-session', '-dPF', '#{pane_id}', '-s', name, ...size, ...program).trim();
    },
    program(name, title, screen) {
      programs += 1;
      const home = join(folder, `program-${programs}`);
      execFileSync('mkdir', ['-p', home]);
      writeFileSync(join(home, 'screen'), screen);
      writeFileSync(join(home, 'title'), `\u001B]2;${title}\u0007`);
      const file = join(home, name);
      writeFileSync(
        file,
        [
          '#!/bin/sh',
          'stty -echo',
          'cd "$(dirname "$0")"',
          'cat title screen',
          'while read -r line; do',
          '  [ "$line" = exit ] && exit 3',
          '  [ -f "$line" ] && printf "\\033[2J\\033[H" && cat "$line"',
          'done',
          '',
        ].join('\n'),
      );
      chmodSync(file, 0o755);
      return file;
    },
    pid: () => Number(tmux('display-message', '-p', '#{pid}')),
    close() {
      try {
        tmux('kill-server');
      } catch {
        // Already gone: some tests end it themselves.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
