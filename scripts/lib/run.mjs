import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root, toolEnv } from './project.mjs';

/**
 * @typedef {object} Ran
 * @property {number} code exit code; 128 + signal number when a signal ended it
 * @property {string} output stdout and stderr as they came; empty when they were shown
 */

/**
 * Runs one program to its end, without a shell. Output is collected, or shown with `show`.
 * Rejects only when the program cannot be started.
 * @param {readonly string[]} command
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} [options]
 * @returns {Promise<Ran>}
 */
export function run([file = '', ...args], options = {}) {
  const { show = false, env = toolEnv(), cwd = root, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const stdio = show ? 'inherit' : 'pipe';
    const child = spawn(file, args, {
      cwd,
      env,
      timeout: timeoutMs,
      stdio: ['ignore', stdio, stdio],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), output }));
  });
}

/**
 * As a shell reports it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export const exitCode = (code, signal) => code ?? 128 + (signal ? constants.signals[signal] : 0);
