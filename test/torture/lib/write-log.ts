import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import type { ChildRunner } from '../../../src/core/maintenance/child-runner.ts';
import { forkAs } from '../../../src/core/maintenance/fork-child.ts';

/** One thing that a process did to a file, in the order in which it did it. */
export type WriteStep =
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  /** What was done to that file before is on the disk for good. */
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string };

const CALLS = 'pwrite64,ftruncate,fsync,fdatasync,unlink';

/** Starts the maintenance child under strace, which writes what it does to these paths to `log`. */
export const tracedChild =
  (script: string, log: string, paths: readonly string[]): ChildRunner =>
  (events) =>
    forkAs(
      script,
      {
        execPath: 'strace',
        execArgv: [
          // As a grandchild, so that a kill meets the child itself.
          '-D',
          '-f',
          '-y',
          '-xx',
          '-s',
          '1000000',
          '-o',
          log,
          '-e',
          `trace=${CALLS}`,
          ...paths.flatMap((path) => ['-P', path]),
          process.execPath,
        ],
      },
      events,
    );

/** The steps of a log of `tracedChild`, once the process is gone and all is written. */
export async function readLog(log: string): Promise<readonly WriteStep[]> {
  for (;;) {
    const lines = readFileSync(log, 'latin1').trimEnd().split('\n');
    // The tracer notes the end of each thread, of the process itself last.
    const [first] = lines;
    const pid = first?.split(' ', 1)[0];
    const end = new RegExp(`^${pid} +\\+{3}`);
    if (lines.some((line) => end.test(line))) return lines.flatMap(stepOf);
    await after(20);
  }
}

const FD = String.raw`\d+<((?:\\x[0-9a-f]{2})+)>`;
const HEX = String.raw`"((?:\\x[0-9a-f]{2})*)"`;
const WRITE = new RegExp(`^\\d+ +pwrite64\\(${FD}, ${HEX}, \\d+, (\\d+)`);
const TRUNCATE = new RegExp(`^\\d+ +ftruncate\\(${FD}, (\\d+)`);
const SYNC = new RegExp(`^\\d+ +f(?:data)?sync\\(${FD}`);
const UNLINK = new RegExp(`^\\d+ +unlink\\(${HEX}\\) += 0`);

function stepOf(line: string): WriteStep[] {
  const write = WRITE.exec(line);
  if (write !== null) {
    const [, path = '', bytes = '', at] = write;
    return [{ kind: 'write', path: text(path), at: Number(at), bytes: unescaped(bytes) }];
  }
  const truncate = TRUNCATE.exec(line);
  if (truncate !== null) {
    return [{ kind: 'truncate', path: text(truncate[1] ?? ''), size: Number(truncate[2]) }];
  }
  const sync = SYNC.exec(line);
  if (sync !== null) return [{ kind: 'sync', path: text(sync[1] ?? '') }];
  const unlink = UNLINK.exec(line);
  return unlink === null ? [] : [{ kind: 'unlink', path: text(unlink[1] ?? '') }];
}

/** `\x61\x2e` as strace writes bytes. */
const unescaped = (escaped: string): Buffer =>
  Buffer.from(escaped.replaceAll(String.raw`\x`, ''), 'hex');

const text = (escaped: string): string => unescaped(escaped).toString();
