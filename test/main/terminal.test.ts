import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findTerminal, openTerminal } from '../../src/main/terminal.ts';
import { attachWords } from '../../src/shared/attach.ts';
import { privateServer } from '../core/tmux/private-server.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { someSessions } from '../renderer/fixtures/sessions.ts';

const [session] = someSessions(0);
if (session === undefined) throw new Error('no session');

function program(folder: string, name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines.join('\n')}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('opening a terminal', () => {
  it('really attaches to that session, in a terminal of its own', { timeout: 30_000 }, async () => {
    const tmux = privateServer();
    onTestFinished(() => tmux.close());
    tmux.start('work-2');
    tmux.start('work');
    const sessionId = tmux.tmux('display-message', '-p', '-t', '=work:', '#{session_id}').trim();
    // A terminal without a screen: it notes its words and runs them on a terminal device.
    const terminal = program(tmux.folder, 'terminal', [
      `printf '%s\\n' "$@" > "${tmux.folder}/words"`,
      'shift',
      `for word in "$@"; do line="$line '$word'"; done`,
      `export TERM=xterm`,
      'exec script -qec "$line" /dev/null',
    ]);
    const words = attachWords({ ...session, sessionId }, tmux.socket);
    await openTerminal([terminal, '-e', '{attach}'], words);
    await vi.waitUntil(() => tmux.tmux('list-clients', '-F', '#{session_name}') === 'work\n', {
      timeout: 15_000,
    });
    expect(readFileSync(join(tmux.folder, 'words'), 'utf8').trimEnd().split('\n')).toEqual([
      '-e',
      'tmux',
      '-L',
      tmux.socket,
      'attach',
      '-t',
      sessionId,
    ]);
  });

  it('says in words what went wrong', async () => {
    const failing = program(tempFolder(), 'failing', ['exit 3']);
    await expect(openTerminal(['/no/such/terminal'], ['tmux'])).rejects.toThrow(
      '/no/such/terminal did not open a terminal: there is no such program.',
    );
    await expect(openTerminal([failing], ['tmux'])).rejects.toThrow('it ended with code 3');
    await expect(openTerminal(null, ['tmux'])).rejects.toThrow('Name one in Settings');
  });

  it('finds the terminals that are there, the chosen one of the system first', () => {
    const folder = tempFolder();
    expect(findTerminal(folder)).toBeNull();
    program(folder, 'xterm', []);
    expect(findTerminal(`/nowhere:${folder}`)).toEqual(['xterm', '-e', '{attach}']);
    program(folder, 'x-terminal-emulator', []);
    expect(findTerminal(folder)?.[0]).toBe('x-terminal-emulator');
  });
});
