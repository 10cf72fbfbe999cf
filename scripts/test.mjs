import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './lib/checks.mjs';
import { runEndToEnd } from './lib/end-to-end.mjs';
import { nodePath, root, script, Stop, tool } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { ensureSystemLibraries, ensureSystemPackages } from './lib/system-libraries.mjs';
import { countPlaywright, countTorture, countVitest } from './lib/test-reports.mjs';

/** `npm test`: all that CI runs. One part failing does not keep the others from running. */

/** @param {string} report @returns {Promise<number>} */
async function runUnit(report) {
  await ensureSystemLibraries(['tmux', 'openssh-client', 'openssh-server']);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run([...tool('vitest'), 'run', ...reporters], { show: true });
  return code;
}

/** A tenth of the full counts. @param {string} report @returns {Promise<number>} */
async function runTorture(report) {
  // Where it cannot be had, the one part that wants it says so.
  await ensureSystemPackages([['strace']]).catch((/** @type {unknown} */ error) => {
    console.error(error instanceof Stop ? error.message : error);
  });
  const runner = join(root, 'test', 'torture', 'index.ts');
  const { code } = await run([nodePath(), runner, '--scale', '0.1', '--json', report], {
    show: true,
  });
  return code;
}

/** A part that cannot even start has failed once. @param {() => Promise<number>} part */
async function codeOf(part) {
  try {
    return await part();
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    return 1;
  }
}

await script(async () => {
  const reports = await mkdtemp(join(tmpdir(), 'lookout-reports-'));
  const unit = join(reports, 'unit.json');
  const torture = join(reports, 'torture.json');
  const endToEnd = join(reports, 'end-to-end.json');
  const checks = await runChecks();
  const unitCode = await codeOf(() => runUnit(unit));
  const tortureCode = await codeOf(() => runTorture(torture));
  const endToEndCode = await codeOf(() =>
    runEndToEnd(['--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: endToEnd }),
  );
  const counts = [
    checks,
    countVitest(unit, unitCode),
    countTorture(torture, tortureCode),
    countPlaywright(endToEnd, endToEndCode),
  ];
  await rm(reports, { recursive: true, force: true });
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
});
