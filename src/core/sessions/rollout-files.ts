import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { FileWatch } from './file-watch.ts';
import { readRollout, type RolloutState } from './rollout.ts';

/** A rollout that is followed. */
export interface Rollout {
  /** null where its last events say nothing. */
  readonly state: RolloutState | null;
  /** Of the program that writes it; null where it does not say. */
  readonly version: string | null;
  /** When it was last written, ms since the epoch. */
  readonly writtenAt: number;
}

interface Followed extends Rollout {
  readonly inode: number;
  /** Everything before this byte has been read, up to the end of a line. */
  readonly offset: number;
}

/** Read at once at most: of more, only the end counts. */
const MAX_READ = 256 * 1024;
const HEAD = 4096;
const VERSION = /"cli_version": ?"([\w.+-]{1,40})"/;

/** Reads Codex rollouts from their end on: what is appended, and nothing twice. */
export class RolloutFiles {
  readonly #watch: FileWatch;
  #followed = new Map<string, Followed>();

  constructor(watch: FileWatch) {
    this.#watch = watch;
  }

  /** What the rollout says now; null where it cannot be read. Never throws. */
  of(file: string, at: number): Rollout | null {
    const known = this.#followed.get(file);
    if (known !== undefined && !this.#watch.mayHaveChanged(file, at)) return known;
    try {
      const now = follow(file, known);
      this.#followed.set(file, now);
      return now;
    } catch {
      this.#followed.delete(file);
      return null;
    }
  }

  /** Forgets every rollout but these. */
  keep(files: ReadonlySet<string>): void {
    this.#followed = new Map([...this.#followed].filter(([file]) => files.has(file)));
  }
}

function follow(file: string, known: Followed | undefined): Followed {
  const { size, mtimeMs, ino } = statSync(file);
  const isSame = known?.inode === ino && size >= known.offset;
  if (isSame && size === known.offset) return { ...known, writtenAt: mtimeMs };
  // Not blocking: a pipe by that name would otherwise wait for a writer for ever.
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(fd).isFile()) throw new Error('not a file');
    const from = isSame ? known.offset : 0;
    const start = Math.max(from, size - MAX_READ);
    const bytes = readAt(fd, start, size - start);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    // What was jumped over may have closed or opened a turn, and its last line is cut.
    if (start > from) lines.shift();
    const before = isSame && start === from ? known.state : null;
    return {
      state: readRollout(lines, before, mtimeMs),
      version: isSame ? known.version : versionIn(fd),
      writtenAt: mtimeMs,
      inode: ino,
      // A line without an end that is longer than what is read at once is skipped for good.
      offset: end === 0 && bytes.length >= MAX_READ ? size : start + end,
    };
  } finally {
    closeSync(fd);
  }
}

const versionIn = (fd: number): string | null =>
  VERSION.exec(readAt(fd, 0, HEAD).toString('latin1'))?.[1] ?? null;

function readAt(fd: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const got = readSync(fd, bytes, read, length - read, from + read);
    if (got === 0) break;
    read += got;
  }
  return bytes.subarray(0, read);
}
