import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileProblem } from './problems.ts';
import { ProblemError } from './problem-error.ts';

const PREFIX = 'lookout-copy-';

/** A larger database is not copied: the reading would cost more than it tells. */
const LARGEST_COPY_BYTES = 512 * 1024 * 1024;

/**
 * A copy of a database and its write-ahead log in a folder that only this user can enter, for a
 * database that SQLite cannot read where it lies. Made when no writer is there to hold it open, and
 * thrown away as soon as the original moved on.
 */
export class PrivateCopy {
  readonly file: string;
  readonly #folder: string;
  readonly #original: string;
  readonly #signature: string;

  constructor(original: string) {
    const before = signatureOf(original);
    if (before.bytes > LARGEST_COPY_BYTES)
      throw new ProblemError(fileProblem('folder-not-writable'));
    this.#original = original;
    this.#signature = before.text;
    removeLeftovers();
    this.#folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    this.file = join(this.#folder, 'copy.db');
    try {
      copyFileSync(original, this.file);
      if (before.hasLog) copyFileSync(`${original}-wal`, `${this.file}-wal`);
      if (!this.isCurrent()) {
        throw new ProblemError(fileProblem('locked', 'The file changed while it was copied.'));
      }
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** Whether the original is still what was copied. */
  isCurrent(): boolean {
    return signatureOf(this.#original).text === this.#signature;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function signatureOf(file: string): { text: string; bytes: number; hasLog: boolean } {
  const parts = [file, `${file}-wal`].map((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return {
      bytes: stats?.size ?? 0,
      text: stats ? `${stats.ino}:${stats.size}:${stats.mtimeMs}` : '',
    };
  });
  return {
    text: parts.map((part) => part.text).join('|'),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    hasLog: (parts[1]?.bytes ?? 0) > 0,
  };
}

/** Removes the copies of processes that ended without doing so. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isRunning(Number.parseInt(name.slice(PREFIX.length), 10))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true });
    } catch {
      // Another user's: that user's next copy removes it.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
