import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanText } from '../../../src/core/sessions/screen.ts';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import type { Session } from '../../../src/shared/model.ts';
import { privateServer, type PrivateServer } from './private-server.ts';
import { sessionSeen } from './seen.ts';

/** Sessions that do their worst, on a real server. */

let server: PrivateServer;
let source: TmuxSource;
beforeEach(() => {
  server = privateServer();
  source = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 20_000 });
});
afterEach(async () => {
  await source.close();
  server.close();
});

const seen = (name: string, check: (session: Session) => boolean): Promise<Session> =>
  sessionSeen(source, name, check, 30_000);

test('a session that prints as fast as it can is read like any other, and so are those beside it', async () => {
  server.start('quiet', server.program('claude', '⠂ Fixing the build', 'hello'));
  server.start('loud', 'sh', '-c', "yes 'Do you want to proceed? esc to interrupt 45%'");
  await seen('quiet', ({ state }) => state === 'working');
  const loud = await seen('loud', ({ lastLine }) => lastLine.startsWith('Do you want'));
  expect(loud).toMatchObject({ state: 'shell', agent: null });
  expect(source.status()).toMatchObject({ state: 'live', problem: null });
});

test('a window that changes its size is captured again, and judged as before', async () => {
  const text = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n');
  const pane = server.start('sized', server.program('claude', '⠂ Fixing the build', text));
  server.tmux('set-option', '-w', '-t', pane, 'window-size', 'manual');
  await seen('sized', ({ state, lastLine }) => state === 'working' && lastLine === 'line 29');
  server.tmux('resize-window', '-t', pane, '-x', '60', '-y', '12');
  const small = await seen('sized', () => (source.latest()?.captured ?? 0) > 0);
  expect(small).toMatchObject({ state: 'working', lastLine: 'line 29' });
});

test('every control sequence and broken UTF-8 as screen, title and name is text, or nothing', async () => {
  const bytes = Array.from(
    { length: 255 },
    (_, at) => `\\${(at + 1).toString(8).padStart(3, '0')}`,
  );
  const sequences = ['[', ']', 'P', 'X', '^', '_', '(0', '#8', 'c', '[?1049h', ']8;;x']
    .map((end) => `\\033${end}`)
    .join('x\\n');
  const shown = `printf '${bytes.join('')}\\n${sequences}\\n'; printf '\\033]2;${bytes.join('').replaceAll(/\\0(?:07|33|10|30|32|34)|\\2(?:20|30|34|35|36|37)/g, '')}\\007'; exec sleep 1000`;
  server.start('<b>odd</b> ;$(x)', 'sh', '-c', shown.replaceAll('%', '%%').replaceAll('\\047', ''));
  server.start('after', server.program('claude', '⠂ Fixing the build', 'hello'));
  await seen('after', ({ state }) => state === 'working');
  const odd = await seen('<b>odd</b> ;$(x)', ({ lastLine }) => lastLine !== '');
  for (const text of [odd.name, odd.title, odd.lastLine, odd.cwd]) {
    expect(cleanText(text)).toBe(text);
  }
});

test('five hundred sessions', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => `new-session -d -s s${at} -x 80 -y 24 cat`);
  server.start('first', 'cat');
  execFileSync('tmux', ['-u', '-L', server.socket, 'source-file', '-'], {
    input: lines.join('\n'),
  });
  await source.read();
  expect(source.latest()?.sessions).toHaveLength(501);
  expect(new Set(source.latest()?.sessions.map(({ key }) => key)).size).toBe(501);
  expect(source.latest()).toMatchObject({ panes: 501, captured: 501 });
  expect(source.status().state).toBe('live');
}, 120_000);
