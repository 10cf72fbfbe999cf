import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts from the runners' own JSON reports. A test that was skipped has not passed: it counts as
 * failed, and so does everything that went wrong outside of a test (a file that does not load, a
 * runner that dies, a report that is empty or missing).
 *
 * @typedef {import('./checks.mjs').Count} Count
 */

/** @param {string} file @param {number} code the runner's exit code @returns {Count} */
export function countVitest(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const passed = report.numPassedTests;
  const brokenFiles = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ { status, assertionResults }) =>
      status === 'failed' && assertionResults.length === 0,
  ).length;
  return settled({ passed, failed: report.numTotalTests - passed + brokenFiles }, code);
}

/** @param {string} file @param {number} code the runner's exit code @returns {Count} */
export function countPlaywright(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + skipped + report.errors.length;
  return settled({ passed: expected, failed }, code);
}

/** @param {string} file @param {number} code the runner's exit code @returns {Count} */
export function countTorture(file, code) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  return settled({ passed: report.passed, failed: report.failed }, code);
}

/** @param {string} file */
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** @param {Count} count @param {number} code @returns {Count} */
function settled({ passed, failed }, code) {
  const isUnexplained = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: isUnexplained ? 1 : failed };
}
