import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { periodOf } from '../../src/cli/period.ts';
import { Monitor } from '../../src/core/monitor/monitor.ts';
import { watchTarget } from '../../src/core/target.ts';
import { makeRoot, type Root } from '../core/monitor/root-folder.ts';
import { fast } from '../core/monitor/watching.ts';
import { tempFolder } from '../lib/temp-folder.ts';
import { Writer } from '../lib/writer.ts';

// Each report is a process of its own, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000 });

const NO_TMUX = 'lookout-test-nobody';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

const report = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/index.ts', 'report', ...args], { encoding: 'utf8' });

const ago = (hours: number): string => `datetime('now', '-${hours} hours')`;

/** Two days ago one task was done and one failed; three hours ago another was done. */
async function oldFolder(): Promise<Root> {
  const made = await makeRoot(writer);
  await writer.exec(
    made.assigner,
    `INSERT INTO prompts (content, source, status, error, created_at, assigned_at, completed_at) VALUES
       ('a', 'cli', 'completed', NULL, ${ago(49)}, ${ago(49)}, ${ago(48)}),
       ('b', 'a|b', 'failed', 'Timed out after 30 s', ${ago(49)}, ${ago(49)}, ${ago(48)}),
       ('c', 'cli', 'completed', NULL, ${ago(4)}, ${ago(4)}, ${ago(3)})`,
  );
  return made;
}

test('tells of a folder that Lookout never watched what its databases tell, and leaves no trace', async () => {
  const { root } = await oldFolder();
  const data = tempFolder();
  const flags = ['--root', root, '--tmux-socket', NO_TMUX, '--user-data-dir', data];
  const { status, stdout } = report(...flags, '--last', '7d');
  expect(status).toBe(0);
  expect(stdout).toContain('| **both** | 3 | 2 | 1 |');
  expect(stdout).toContain('| cli | prompts | 2 | 2 | 0 |');
  expect(stdout).toContain(String.raw`| a\|b | prompts | 1 | 0 | 1 |`);
  expect(stdout).toMatch(/\| hour from \| failed \| most waiting \|\n\| --- .*\n\| .* \| 1 \| /);
  expect(stdout).toContain('figures were worked out from the databases');

  const last = report(...flags, '--last', '24h', '--json');
  expect(JSON.parse(last.stdout)).toMatchObject({
    total: { arrived: 1, finished: 1, failed: 0 },
    byType: { counts: [{ queue: 'prompts', type: 'cli', arrived: 1, finished: 1, failed: 0 }] },
  });
});

test('tells what Lookout has on record, also while it is being written', async () => {
  const { root } = await oldFolder();
  const data = tempFolder();
  const filled = Promise.withResolvers<void>();
  const monitor = new Monitor({
    historyFile: join(data, 'history.db'),
    log: () => undefined,
    onSnapshot: ({ charts }) => charts.reconstructedTo !== null && filled.resolve(),
  });
  await monitor.watch(watchTarget({ root, tmuxSocket: NO_TMUX }), fast);
  await filled.promise;
  const flags = ['--root', root, '--user-data-dir', data, '--last', '7d', '--json'];
  const beside = report(...flags);
  await monitor.stop();
  const after = report(...flags);
  for (const { status, stdout, stderr } of [beside, after]) {
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ total: { arrived: 3, finished: 2, failed: 1 } });
  }
});

test('a history that is not ours is named and left alone; the rest is told', async () => {
  const { root } = await oldFolder();
  const data = tempFolder();
  writeFileSync(
    join(data, 'history.db'),
    'not a database, and longer than its header is'.repeat(9),
  );
  const before = readFileSync(join(data, 'history.db'));
  const flags = ['--root', root, '--tmux-socket', NO_TMUX, '--user-data-dir', data];
  const { status, stdout, stderr } = report(...flags, '--last', '7d');
  expect(status).toBe(0);
  expect(stderr).toContain('could not be read');
  expect(stdout).toContain('| **both** | 3 | 2 | 1 |');
  expect(readFileSync(join(data, 'history.db'))).toEqual(before);
});

test('ends with 3 where nothing is known, and with 2 where it is not understood', () => {
  const data = tempFolder();
  const nowhere = join(tempFolder(), 'empty');
  mkdirSync(nowhere);
  const flags = ['--root', nowhere, '--tmux-socket', NO_TMUX, '--user-data-dir', data];
  const unknown = report(...flags);
  expect(unknown.status).toBe(3);
  expect(unknown.stdout).toContain('Nothing ended.');
  const wrong = report(...flags, '--last', 'week');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/^error: --last takes/);
});

test('a period is the last day unless told, of local time unless told, and never turned around', () => {
  const now = new Date(2026, 10, 24, 12).getTime();
  const HOUR = 3_600_000;
  expect(periodOf({}, now)).toEqual({ from: now - 24 * HOUR, to: now });
  expect(periodOf({ last: '90min' }, now)).toEqual({ from: now - 1.5 * HOUR, to: now });
  expect(periodOf({ from: '2026-11-23', to: '2026-11-24T03:10' }, now)).toEqual({
    from: new Date(2026, 10, 23).getTime(),
    to: new Date(2026, 10, 24, 3, 10).getTime(),
  });
  expect(periodOf({ last: '7d', to: '2026-11-24T00:00Z' }, now)).toEqual({
    from: Date.UTC(2026, 10, 17),
    to: Date.UTC(2026, 10, 24),
  });
  expect(periodOf({ from: '2026-11-24T11:00', to: '2026-11-24T10:00' }, now)).toMatch(/between/);
  expect(periodOf({ from: 'noon' }, now)).toMatch(/^--from takes/);
  expect(periodOf({ to: '2026-13-01' }, now)).toMatch(/^--to takes/);
  expect(periodOf({ last: '999999y' }, now)).toMatch(/between/);
  expect(periodOf({ last: '7d', from: '2026-11-23' }, now)).toMatch(/exclude/);
});
