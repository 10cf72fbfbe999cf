import { join } from 'node:path';
import { root, tool } from './project.mjs';
import { run } from './run.mjs';

const window = join(root, 'src', 'renderer');

const checks = {
  'types, outside the window': () => [...tool('typescript', 'tsc'), '--noEmit', '-p', root],
  'types, in the window': () => [...tool('typescript', 'tsc'), '--noEmit', '-p', window],
  'types, end to end': () => [...tool('typescript', 'tsc'), '--noEmit', '-p', join(root, 'e2e')],
  lint: () => [...tool('oxlint'), '--type-aware', '--deny-warnings'],
  format: () => [...tool('prettier'), '--check', '.', '--log-level', 'warn'],
  'unused code': () => tool('knip'),
};

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 */

/** Runs every static check, prints one line each and what a failed one said. @returns {Promise<Count>} */
export async function runChecks() {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, command]) => {
      const { code, output } = await run(command());
      console.log(code === 0 ? `passed  ${name}` : `FAILED  ${name}\n${output}`);
      return code === 0;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}
