import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProcessInfo } from '../../../src/core/sessions/processes.ts';
import { cpuAfter } from '../../../src/core/sessions/stuck.ts';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import type { Session } from '../../../src/shared/model.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

const MINUTE = 60_000;

const tree = (cpuMs: number, pid = 7): readonly ProcessInfo[] => [
  { pid, started: '1', cpuMs, argv: ['claude'] },
];

describe('processor time', () => {
  const first = cpuAfter(null, tree(5000), 0);

  test('a program that looks at its clock is still, one that computes is not', () => {
    expect(cpuAfter(first, tree(5100), 10_000)?.movedAt).toBe(0);
    expect(cpuAfter(first, tree(5400), 10_000)?.movedAt).toBe(10_000);
  });

  test('a process that came or went is movement', () => {
    expect(cpuAfter(first, tree(5000, 8), 10_000)?.movedAt).toBe(10_000);
  });

  test('processes that cannot be seen say nothing', () => {
    expect(cpuAfter(first, [], 10_000)).toBeNull();
  });
});

describe('an agent that says it works', () => {
  let server: PrivateServer;
  let source: TmuxSource;
  let ahead = 0;
  beforeEach(() => {
    ahead = 0;
    server = privateServer();
    const clock = () => Date.now() + ahead;
    source = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 8000, clock });
  });
  afterEach(async () => {
    await source.close();
    server.close();
  });

  const look = async (): Promise<Session | undefined> => {
    await source.read();
    return source.latest()?.sessions[0];
  };

  async function startClaude(): Promise<{ pane: string; pid: number }> {
    const program = server.program('claude', '⠂ Fixing the build', 'working away\n');
    const home = `CLAUDE_CONFIG_DIR=${server.folder}`;
    server.tmux('new-session', '-d', '-s', 'one', 'env', home, program);
    const seen = await vi.waitUntil(
      async () => {
        const one = await look();
        return one?.state === 'working' && one.lastLine !== '' ? one : undefined;
      },
      { timeout: 15_000, interval: 50 },
    );
    expect(seen.badges).not.toContain('stuck');
    return { pane: seen.paneId, pid: seen.panePid ?? 0 };
  }

  /** Eleven minutes a look: what was still busy starting at the first has come to rest by the next. */
  const lookUntilStuck = (): Promise<Session> =>
    vi.waitUntil(
      async () => {
        ahead += 11 * MINUTE;
        const one = await look();
        return one?.badges.includes('stuck') ? one : undefined;
      },
      { timeout: 15_000, interval: 50 },
    );

  test('is stuck when nothing of it moved for ten minutes, and each says since when', async () => {
    const { pane } = await startClaude();
    ahead = 9 * MINUTE;
    expect((await look())?.badges).not.toContain('stuck');
    const stuck = await lookUntilStuck();
    expect(stuck).toMatchObject({ state: 'working', badges: ['stuck'] });
    const still = stuck.evidence.filter(({ says }) => says === null);
    expect(still.map(({ kind }) => kind).toSorted()).toEqual([
      'activity',
      'cpu',
      'process',
      'screen',
      'title',
    ]);
    const ages = still
      .filter(({ kind }) => kind !== 'process')
      .map(({ at }) => Date.now() + ahead - at);
    expect(Math.min(...ages)).toBeGreaterThan(10 * MINUTE);
    server.tmux('select-pane', '-t', pane, '-T', '⠂ Running the tests');
    expect((await look())?.badges).not.toContain('stuck');
  });

  test('is stuck sooner or later when the setting says so', async () => {
    await startClaude();
    const stuck = await lookUntilStuck();
    source.setStuckAfter(60 * MINUTE);
    expect((await look())?.badges).not.toContain('stuck');
    source.setStuckAfter(2 * MINUTE);
    expect((await look())?.badges).toEqual(stuck.badges);
  });

  test('is not stuck while its files grow', async () => {
    const { pid } = await startClaude();
    const started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
    const transcripts = join(server.folder, 'projects', '-srv-app');
    mkdirSync(transcripts, { recursive: true });
    mkdirSync(join(server.folder, 'sessions'));
    const status = { procStart: started, status: 'busy', sessionId: 'abc', cwd: '/srv/app' };
    writeFileSync(join(server.folder, 'sessions', `${pid}.json`), JSON.stringify(status));
    // Files are watched: the word of a new one may come a moment later.
    await vi.waitUntil(
      async () => (await look())?.evidence.some(({ kind }) => kind === 'status-file'),
      { timeout: 15_000, interval: 50 },
    );
    const stuck = await lookUntilStuck();
    expect(stuck.evidence.at(-1)).toMatchObject({ kind: 'status-file', says: null });
    const transcript = join(transcripts, 'abc.jsonl');
    writeFileSync(transcript, '{}\n');
    utimesSync(transcript, (Date.now() + ahead) / 1000, (Date.now() + ahead) / 1000);
    await vi.waitFor(async () => expect((await look())?.badges).not.toContain('stuck'), {
      timeout: 15_000,
      interval: 50,
    });
  });
});
