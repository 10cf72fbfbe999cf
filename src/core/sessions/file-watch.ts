import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Even a watched file is looked at this often: no system promises that every change is told. */
const RECHECK_MS = 30_000;
/** A folder that is not there holds no file that could change; whether it has come is asked this often. */
const MISSING_MS = 2000;
/** Systems allow a limited number of watches; beyond these, files are looked at each time. */
const MAX_FOLDERS = 64;

interface WatchedFolder {
  /** null where the folder is missing or the system does not watch it (a network folder). */
  readonly watcher: FSWatcher | null;
  /** A folder that was removed and made anew is another one, and nobody tells of its files. */
  readonly inode: number | null;
  readonly since: number;
}

/**
 * Knows which files may have changed since they were last looked at, so that a quiet file costs
 * nothing. It watches their folders where the system can; elsewhere every file may have changed.
 */
export class FileWatch {
  readonly #folders = new Map<string, WatchedFolder>();
  /** When each file was last looked at; an event takes it out. */
  readonly #seen = new Map<string, number>();

  /** True when `file` has to be looked at now. `at`: ms, a clock that goes on. */
  mayHaveChanged(file: string, at: number): boolean {
    const seenAt = this.#seen.get(file);
    const isRecent = seenAt !== undefined && at - seenAt < RECHECK_MS && at >= seenAt;
    if (isRecent && this.#isQuiet(dirname(file), at)) return false;
    this.#watch(dirname(file), at);
    const isNews = !this.#isMissing(dirname(file)) || !this.#seen.has(file);
    this.#seen.set(file, at);
    return isNews;
  }

  /** Stops watching for any files but these. */
  keep(files: Iterable<string>): void {
    const kept = new Set(files);
    const folders = new Set([...kept].map((file) => dirname(file)));
    for (const file of this.#seen.keys()) if (!kept.has(file)) this.#seen.delete(file);
    for (const folder of this.#folders.keys()) if (!folders.has(folder)) this.#forget(folder);
  }

  close(): void {
    this.keep([]);
  }

  #isQuiet(folder: string, at: number): boolean {
    const known = this.#folders.get(folder);
    if (known === undefined) return false;
    return known.watcher !== null || (known.inode === null && at - known.since < MISSING_MS);
  }

  /** A folder that is still not there: nothing in it has changed. */
  #isMissing(folder: string): boolean {
    return this.#folders.get(folder)?.inode === null;
  }

  #watch(folder: string, at: number): void {
    const before = this.#folders.get(folder);
    const holdsMs = before?.inode === null ? MISSING_MS : RECHECK_MS;
    if (before !== undefined && at - before.since < holdsMs && at >= before.since) return;
    const inode = statSync(folder, { throwIfNoEntry: false })?.ino ?? null;
    const isAsBefore = before?.inode === inode && (before.watcher !== null || inode === null);
    if (before !== undefined && isAsBefore) {
      this.#folders.set(folder, { ...before, since: at });
      return;
    }
    this.#forget(folder);
    const isPossible = inode !== null && this.#folders.size < MAX_FOLDERS;
    this.#folders.set(folder, {
      watcher: isPossible ? this.#start(folder) : null,
      inode,
      since: at,
    });
  }

  #start(folder: string): FSWatcher | null {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null) this.#forgetFilesOf(folder);
        else this.#seen.delete(join(folder, basename(name)));
      });
      // Whatever ends it, the files are looked at each time from then on.
      watcher.on('error', () => this.#forget(folder));
      return watcher;
    } catch {
      return null;
    }
  }

  #forget(folder: string): void {
    this.#folders.get(folder)?.watcher?.close();
    this.#folders.delete(folder);
    this.#forgetFilesOf(folder);
  }

  #forgetFilesOf(folder: string): void {
    for (const file of this.#seen.keys()) {
      if (dirname(file) === folder) this.#seen.delete(file);
    }
  }
}
