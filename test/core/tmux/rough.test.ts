import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
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

/** Bytes that a process has written since it began. */
const written = (pid: number | null): number =>
  Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);

test('while fifty megabytes are printed no scan misses a session or changes a verdict', async () => {
  server.start('working', server.program('claude', '⠂ Fixing the build', 'hello'));
  server.start('plain', 'sh');
  await seen('working', ({ state }) => state === 'working');
  await seen('plain', ({ state }) => state === 'shell');
  server.start('loud', 'yes', 'esc to interrupt · Do you want to proceed? 45 %');
  const { panePid } = await seen('loud', ({ lastLine }) => lastLine !== '');
  const from = written(panePid);
  do {
    expect(await source.read()).toBe(true);
    const states = source.latest()?.sessions.map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ['loud', 'shell'],
      ['plain', 'shell'],
      ['working', 'working'],
    ]);
  } while (written(panePid) - from < 50_000_000);
}, 120_000);

test('random bytes as names, titles and screens: every session is there, and its text is text', async () => {
  const rng = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 60 }), {
    numRuns: 60,
    seed: 1124,
  });
  const folder = server.folder;
  server.start('keeper');
  for (const [at, bytes] of rng.entries()) {
    const file = join(folder, `bytes-${at}`);
    writeFileSync(file, bytes);
    // What tmux allows as a name is up to tmux: it refuses some, and rewrites others.
    const name = Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[\0:.#]/g, '');
    const show = `printf '\\033]2;'; cat '${file}'; printf '\\007'; cat '${file}'; exec sleep 1000`;
    try {
      server.start(`${at}-${name}`, 'sh', '-c', show);
    } catch {
      server.start(`${at}`, 'sh', '-c', show);
    }
  }
  const all = server.tmux('list-sessions', '-F', 'x').trim().split('\n').length;
  expect(all).toBe(61);
  await seen('keeper', ({ lastLine }) => lastLine !== '');
  await source.read();
  const sessions = source.latest()?.sessions ?? [];
  expect(new Set(sessions.map(({ key }) => key)).size).toBe(61);
  for (const session of sessions) {
    const { name, title, lastLine, cwd, command } = session;
    for (const text of [name, title, lastLine, cwd, command]) expect(cleanText(text)).toBe(text);
    expect(session.state).toBe('shell');
  }
  expect(source.status()).toMatchObject({ state: 'live', problem: null });
}, 120_000);
