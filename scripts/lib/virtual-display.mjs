import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Stop } from './project.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Display
 * @property {boolean} isVirtual
 * @property {Record<string, string>} env to be added to what is shown on it
 * @property {() => Promise<void>} close
 */

export const hasDisplay = () =>
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '');

/**
 * The user's own display, or a virtual one for as long as this process lives. Xvfb itself picks a
 * free number, so that parallel runs cannot collide, and ends with us even if we are killed:
 * both are why this is not `xvfb-run`.
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (hasDisplay()) return { isVirtual: false, env: {}, close: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'lookout-display-'));
  const authority = join(folder, 'Xauthority');
  const cookie = randomBytes(16).toString('hex');
  // The server takes any key of its file; the display's number is not known yet.
  await allow(authority, ':0', cookie);
  const options = ['-displayfd', '1', '-auth', authority, '-screen', '0', '1600x1000x24'];
  const server = spawn(
    'setpriv',
    ['--pdeathsig', 'TERM', 'Xvfb', ...options, '-nolisten', 'tcp', '-noreset'],
    // Out of the terminal's process group: Ctrl+C would end it before what is shown on it.
    { stdio: ['ignore', 'pipe', 'ignore'], detached: true },
  );
  const exited = once(server, 'exit');
  const number = await Promise.race([firstLine(server.stdout), exited.then(() => null)]);
  if (!number) throw new Stop('The virtual display (Xvfb) did not start.');
  await allow(authority, `:${number}`, cookie);
  return {
    isVirtual: true,
    env: { DISPLAY: `:${number}`, XAUTHORITY: authority },
    close: async () => {
      server.kill();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} authority @param {string} display @param {string} cookie */
async function allow(authority, display, cookie) {
  const { code, output } = await run(['xauth', '-q', '-f', authority, 'add', display, '.', cookie]);
  if (code !== 0) throw new Stop(`xauth failed: ${output}`);
}

/** @param {import('node:stream').Readable} stream @returns {Promise<string>} */
async function firstLine(stream) {
  const { value } = await createInterface({ input: stream })[Symbol.asyncIterator]().next();
  return value ?? '';
}
