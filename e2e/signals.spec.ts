import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { environment, test } from './lib/lookout.ts';

const demos = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('lookout-demo-'));

test('Ctrl+C ends a start on a virtual display in order, and clears the demo up', async ({
  profile,
}) => {
  const before = new Set(await demos());
  /** Those of this test: a start also clears up what others left behind. */
  const own = async () => (await demos()).filter((name) => !before.has(name));
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = environment({});
  // `script` gives it a terminal, so that the whole group gets the signal.
  const command = 'exec "$NODE" scripts/start.mjs --demo --user-data-dir="$PROFILE"';
  const child = spawn(
    'script',
    ['--quiet', '--flush', '--return', '--command', command, '/dev/null'],
    { env: { ...env, NODE: process.execPath, PROFILE: profile } },
  );
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await expect.poll(() => existsSync(join(profile, 'window.png'))).toBe(true);
  expect(await own()).toHaveLength(1);

  child.stdin.write('\u0003');
  expect(await exited).toEqual([0, null]);
  expect(said).toContain('the window is on a virtual one');
  expect(said).not.toContain('FATAL');
  expect(await own()).toEqual([]);
});
