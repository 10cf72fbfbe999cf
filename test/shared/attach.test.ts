import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { attachCommand } from '../../src/shared/attach.ts';
import { someSessions } from '../renderer/fixtures/sessions.ts';

const [session] = someSessions(0);
if (session === undefined) throw new Error('no session');

/** The words that a real shell makes of a command. */
const wordsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\n' "$word"; done`], {
    encoding: 'utf8',
    env: {},
  })
    .trimEnd()
    .split('\n');

it('addresses the session by its id on its own server', () => {
  expect(wordsOf(attachCommand(session, null))).toEqual(['tmux', 'attach', '-t', '$1']);
  expect(wordsOf(attachCommand(session, 'lookout-demo'))).toEqual([
    'tmux',
    '-L',
    'lookout-demo',
    'attach',
    '-t',
    '$1',
  ]);
});

it('survives the second shell of ssh', () => {
  const words = wordsOf(attachCommand({ ...session, host: "b'uild$(id)" }, null));
  expect(words.slice(0, 3)).toEqual(['ssh', '-t', "b'uild$(id)"]);
  expect(wordsOf(words[3] ?? '')).toEqual(['tmux', 'attach', '-t', '$1']);
});
