import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './lib/build.mjs';
import { describe, launchCommand, resolveRuntime } from './lib/electron-runtime.mjs';
import { script } from './lib/project.mjs';
import { exitCode } from './lib/run.mjs';
import { ensureSystemLibraries } from './lib/system-libraries.mjs';
import { openDisplay } from './lib/virtual-display.mjs';

/** `npm start -- [flags]`: builds what changed and runs the app; flags are the app's own. */

/**
 * Without a screen the window is shown as a picture, unless a picture was asked for anyway.
 * @param {readonly string[]} flags
 */
function picture(flags) {
  const has = (/** @type {string} */ name) =>
    flags.some((flag) => flag === name || flag.startsWith(`${name}=`));
  if (has('--screenshot') || has('--picture')) return [];
  const own = flags.find((flag) => flag.startsWith('--user-data-dir='));
  const config = process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config');
  const folder = own?.slice(own.indexOf('=') + 1) ?? join(config, 'Lookout');
  const file = join(folder, 'window.png');
  console.error(
    `No display here: the window is on a virtual one. See it as a picture, renewed every 5 s: ${file}`,
  );
  return ['--picture', file];
}

/** One Ctrl+C arrives from the terminal and from npm; a second one is meant after this long. */
const sameSignalMs = 1000;

/**
 * The app is in a process group of its own and is told to end once: told twice in a moment, it
 * would end without clearing up.
 * @param {readonly string[]} command @param {NodeJS.ProcessEnv} env @returns {Promise<number>}
 */
async function runApp([file = '', ...args], env) {
  const child = spawn(file, args, {
    stdio: 'inherit',
    env,
    detached: process.platform !== 'win32',
  });
  let toldAt = -Infinity;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (performance.now() - toldAt < sameSignalMs) return;
      toldAt = performance.now();
      child.kill(signal);
    });
  }
  const [code, signal] = await once(child, 'exit');
  return exitCode(code, signal);
}

await script(async () => {
  const flags = process.argv.slice(2);
  await ensureSystemLibraries();
  const runtime = await resolveRuntime();
  console.error(describe(runtime));
  await buildIfStale();
  const display = await openDisplay();
  const command = await launchCommand(runtime);
  // A virtual display comes without the desktop's services; Chromium's complaints help nobody.
  const forDisplay = display.isVirtual ? ['--log-level=3', ...picture(flags)] : [];
  try {
    const env = { ...process.env, ...display.env };
    process.exitCode = await runApp([...command, ...forDisplay, ...flags], env);
  } finally {
    await display.close();
  }
});
