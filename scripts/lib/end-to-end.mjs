import { buildIfStale } from './build.mjs';
import { describe, launchCommand, resolveRuntime } from './electron-runtime.mjs';
import { root, tool, toolEnv } from './project.mjs';
import { run } from './run.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';
import { openDisplay } from './virtual-display.mjs';

/**
 * Builds the app and runs Playwright against it on a real Electron, under a virtual display where
 * there is none.
 * @param {readonly string[]} args Playwright's own
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} Playwright's exit code
 */
export async function runEndToEnd(args, env = {}) {
  await ensureSystemLibraries();
  const runtime = await resolveRuntime();
  console.log(describe(runtime));
  await buildIfStale();
  const display = await openDisplay();
  try {
    const launch = { LOOKOUT_LAUNCH: JSON.stringify(await launchCommand(runtime)) };
    const { code } = await run(
      [...tool('@playwright/test', 'playwright'), 'test', '--config', `${root}/e2e`, ...args],
      { show: true, env: { ...toolEnv(), ...display.env, ...launch, ...env } },
    );
    return code;
  } finally {
    await display.close();
  }
}
