import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

const GATE = {
  id: 'gate',
  agent: 'claude',
  region: 'dialog',
  pattern: 'release gate',
  state: 'waiting',
  detail: 'release gate',
};

let server: PrivateServer;
let source: TmuxSource;
let rulesFile: string;
beforeEach(() => {
  server = privateServer();
  rulesFile = join(server.folder, 'rules.json');
  source = createTmuxSource({
    socket: server.socket,
    intervalMs: 2000,
    timeoutMs: 8000,
    rulesFile,
  });
});
afterEach(async () => {
  await source.close();
  server.close();
});

/** What is shown once `check` holds. */
const shown = (check: (state: string, problems: readonly string[]) => boolean) =>
  vi.waitUntil(
    async () => {
      await source.read();
      const session = source.latest()?.sessions[0];
      const problems = source.status().limits.map(({ message }) => message);
      return session !== undefined && check(session.state, problems)
        ? { ...session, problems }
        : undefined;
    },
    { timeout: 15_000, interval: 50 },
  );

const save = (...rules: readonly object[]) =>
  writeFileSync(rulesFile, JSON.stringify({ rules }, null, 1));

test("a user's rules hold as soon as they are saved, without those that are broken", async () => {
  server.start('one', server.program('claude', '', 'The release gate is open\n'));
  await shown((state, problems) => state === 'unknown' && problems.length === 0);

  save(GATE, { ...GATE, id: 'broken', pattern: '(' });
  const waiting = await shown((state) => state === 'waiting');
  expect(waiting).toMatchObject({ detail: 'release gate', evidence: [{ rule: 'gate' }, {}, {}] });
  expect(waiting.problems).toEqual([expect.stringMatching(/"broken" in .*rules\.json, line 11,/)]);

  save({ ...GATE, state: 'blocked' });
  const blocked = await shown((state) => state === 'blocked');
  expect(blocked.problems).toEqual([]);

  writeFileSync(rulesFile, '{ not json');
  await shown((state, problems) => state === 'unknown' && problems.length === 1);

  rmSync(rulesFile);
  await shown((state, problems) => state === 'unknown' && problems.length === 0);
});

test('a rules file that is a pipe or far too large holds nothing up', async () => {
  server.start('one', server.program('claude', '', 'x\n'));
  execFileSync('mkfifo', [rulesFile]);
  await shown((_, [problem]) => problem?.includes('no file') === true);
  rmSync(rulesFile);
  writeFileSync(rulesFile, ' '.repeat(2_000_000));
  const large = await shown((_, problems) => problems.length === 1);
  expect(large.problems[0]).toContain('1 MB');
});
