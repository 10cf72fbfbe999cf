import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import type { Session } from '../../../src/shared/model.ts';
import { privateServer, type PrivateServer } from './private-server.ts';
import { sessionSeen } from './seen.ts';

let server: PrivateServer;
let source: TmuxSource;
beforeEach(() => {
  server = privateServer();
  source = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 8000 });
});
afterEach(async () => {
  await source.close();
  server.close();
});

const seen = (name: string, check: (session: Session) => boolean): Promise<Session> =>
  sessionSeen(source, name, check);

/** Begun, and gone to its own folder, as the program of a test does first. */
const isCodex = ({ agent, cwd }: Session): boolean =>
  agent === 'codex' && cwd.startsWith(server.folder);

const event = (type: string) => `${JSON.stringify({ type: 'event_msg', payload: { type } })}\n`;
const head = (cwd: string) => `${JSON.stringify({ type: 'session_meta', payload: { cwd } })}\n`;

const codex = () => server.program('codex', '', 'nothing to go by');

/** Starts a Codex whose files are in the server's folder; `before` runs in its shell first. */
function start(name: string, program: string, before = ''): void {
  const home = `CODEX_HOME=${server.folder}`;
  server.tmux(
    'new-session',
    '-d',
    '-s',
    name,
    'env',
    home,
    'sh',
    '-c',
    `${before} exec ${program}`,
  );
}

test('the rollout that the process has open decides where the screen says nothing', async () => {
  const file = join(server.folder, 'rollout-open.jsonl');
  writeFileSync(file, head('/elsewhere') + event('task_started'));
  start('told', codex(), `exec 3>>'${file}';`);
  const working = await seen('told', ({ state }) => state === 'working');
  expect(working.evidence[0]).toMatchObject({ kind: 'rollout', says: 'working' });
  appendFileSync(file, event('task_complete'));
  const ready = await seen('told', ({ state }) => state === 'ready');
  expect(ready.evidence[0]).toMatchObject({ kind: 'rollout', says: 'ready' });
});

function todaysFolder(): string {
  const [month, day, year] = new Date()
    .toLocaleDateString('en-US', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    .split('/');
  const folder = join(server.folder, 'sessions', year ?? '', month ?? '', day ?? '');
  mkdirSync(folder, { recursive: true });
  return folder;
}

const begins = (name: string, cwd: string, type: string) =>
  writeFileSync(join(todaysFolder(), `rollout-${name}.jsonl`), head(cwd) + event(type));

/** Another look from the start: what was not found is looked for again a minute later. */
async function lookAnew(): Promise<void> {
  await source.close();
  source = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 8000 });
}

test('a rollout that a daemon writes is the one begun in that folder since', async () => {
  start('one', codex());
  const { cwd } = await seen('one', isCodex);
  begins('other', '/elsewhere', 'turn_aborted');
  begins('new', cwd, 'task_started');
  await lookAnew();
  const one = await seen('one', ({ state }) => state !== 'unknown');
  expect(one.evidence[0]).toMatchObject({ kind: 'rollout', says: 'working' });
});

test('two in one folder: nobody can tell whose it is', async () => {
  const program = codex();
  start('one', program);
  start('two', program);
  const { cwd } = await seen('one', isCodex);
  begins('new', cwd, 'task_started');
  await lookAnew();
  for (const name of ['one', 'two']) {
    const session = await seen(name, ({ agent, lastLine }) => agent === 'codex' && lastLine !== '');
    expect(session).toMatchObject({ cwd, state: 'unknown' });
  }
});
