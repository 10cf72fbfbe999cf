import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, Stop, tool } from './project.mjs';
import { run } from './run.mjs';

/** When the last good build began, in milliseconds since the epoch. */
const stamp = join(root, 'out', '.built-at');
const inputs = ['src', 'demo', 'resources', 'electron.vite.config.ts', 'package-lock.json'];

/** Builds `out/` unless nothing has changed since the last time. */
export async function buildIfStale() {
  const startedAt = Date.now();
  if (existsSync(stamp) && (await newestChange()) < Number(readFileSync(stamp, 'utf8'))) return;
  console.error('Building the app.');
  const { code, output } = await run([...tool('electron-vite'), 'build', '--logLevel', 'warn']);
  if (code !== 0) throw new Stop(`The build failed.\n${output}`);
  writeFileSync(stamp, String(startedAt));
}

/** Folders count too: their time changes when a file is removed. */
async function newestChange() {
  const listed = await Promise.all(
    inputs
      .map((input) => join(root, input))
      .filter((path) => existsSync(path))
      .map(async (path) => {
        if (!statSync(path).isDirectory()) return [path];
        const below = await readdir(path, { recursive: true });
        return [path, ...below.map((entry) => join(path, entry))];
      }),
  );
  return Math.max(...listed.flat().map((path) => statSync(path).mtimeMs));
}
