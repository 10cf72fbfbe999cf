import { renameSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';
import log from 'electron-log/node';
import type { Log } from '../core/log.ts';
import { errorCode } from './error-code.ts';

const MAX_BYTES = 5_000_000;
const PREDECESSORS = 2;

/**
 * The app's log: `lookout.log` and its two predecessors, 5 MB each. It holds what Lookout did and
 * what went wrong; never a task's text, a screen or a session's name.
 */
export function openLog(folder: string): Log {
  const { file, console: terminal } = log.transports;
  file.resolvePathFn = () => join(folder, 'lookout.log');
  file.level = 'info';
  file.maxSize = MAX_BYTES;
  file.archiveLogFn = ({ path }) => rotate(path);
  terminal.level = process.env['LOOKOUT_VERBOSE'] === '1' ? 'info' : 'warn';
  return (level, message, data) => {
    if (data === undefined) log[level](message);
    else log[level](message, data);
  };
}

/** lookout.log → lookout.1.log → lookout.2.log → gone. */
function rotate(path: string): void {
  const { dir, name, ext } = parse(path);
  const numbered = (n: number): string => (n === 0 ? path : join(dir, `${name}.${n}${ext}`));
  try {
    rmSync(numbered(PREDECESSORS), { force: true });
    for (let n = PREDECESSORS; n > 0; n -= 1) renameIfThere(numbered(n - 1), numbered(n));
  } catch {
    // Rotation must not stop the app; the file grows until a later attempt succeeds.
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
