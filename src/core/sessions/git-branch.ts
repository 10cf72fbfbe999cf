import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * The branch that is checked out in a folder, from git's own files, so that no program is started.
 * Everything is bounded: a folder on a drive that does not answer is given up, not waited for.
 */

/** A branch changes seldom. */
const EVERY_MS = 10_000;
/** A folder that did not answer is left alone for this long. */
const AFTER_HANG_MS = 5 * 60_000;
const DEADLINE_MS = 1000;
const MAX_DEPTH = 40;
const MAX_BYTES = 4096;
const MAX_BRANCH = 200;

interface Known {
  branch: string | null;
  dueAt: number;
  isReading: boolean;
}

/** Knows the branches of folders as they were a moment ago; reading never holds up who asks. */
export class Branches {
  #known = new Map<string, Known>();

  /** The branch of `folder`; null where there is none, or none is known yet. `at`: ms. */
  of(folder: string, at: number): string | null {
    const known = this.#known.get(folder) ?? { branch: null, dueAt: at, isReading: false };
    this.#known.set(folder, known);
    if (at >= known.dueAt && !known.isReading) void read(folder, known, at);
    return known.branch;
  }

  /** Forgets every folder but these. */
  keep(folders: ReadonlySet<string>): void {
    this.#known = new Map([...this.#known].filter(([folder]) => folders.has(folder)));
  }
}

async function read(folder: string, known: Known, at: number): Promise<void> {
  known.isReading = true;
  known.dueAt = at + AFTER_HANG_MS;
  const reading = branchOf(folder).finally(() => {
    known.isReading = false;
  });
  const late = new Promise<'late'>((done) => {
    setTimeout(done, DEADLINE_MS, 'late').unref();
  });
  const branch = await Promise.race([reading, late]);
  if (branch === 'late') return;
  known.branch = branch;
  known.dueAt = at + EVERY_MS;
}

/** The branch, or the first letters of the commit where none is checked out. Never rejects. */
export async function branchOf(folder: string): Promise<string | null> {
  if (!isAbsolute(folder)) return null;
  let at = folder;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const head = await headOf(join(at, '.git'));
    if (head !== null) return named(head);
    if (dirname(at) === at) return null;
    at = dirname(at);
  }
  return null;
}

/** What HEAD says; null where `git` is no repository. */
async function headOf(git: string): Promise<string | null> {
  const kind = await stat(git).catch(() => null);
  if (kind === null) return null;
  if (kind.isDirectory()) return start(join(git, 'HEAD'));
  // A worktree or a submodule: a file that says where its repository is.
  const elsewhere = /^gitdir: (.+)$/m.exec((await start(git)) ?? '')?.[1];
  return elsewhere === undefined ? null : start(join(resolve(dirname(git), elsewhere), 'HEAD'));
}

function named(head: string): string | null {
  const branch = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1];
  if (branch !== undefined) return branch.trim().slice(0, MAX_BRANCH);
  return /^[0-9a-f]{40}/.test(head) ? head.slice(0, 7) : null;
}

/** The start of a file; null where it is none. A pipe by that name is not waited for. */
async function start(file: string): Promise<string | null> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (handle === null) return null;
  try {
    if (!(await handle.stat()).isFile()) return null;
    const bytes = Buffer.alloc(MAX_BYTES);
    const { bytesRead } = await handle.read(bytes, 0, MAX_BYTES, 0);
    return bytes.toString('utf8', 0, bytesRead);
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
