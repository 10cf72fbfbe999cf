import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';

const PREFIX = 'lookout-demo-';
const LOCK = 'in-use.db';
/** A folder this young may belong to a demo that has not taken its lock yet. */
const YOUNG_MS = 10_000;

/** A demo's own folder in the system's temporary one; its name is its tmux socket's name, too. */
export interface Home {
  readonly folder: string;
  readonly tmuxSocket: string;
  /** Ends its tmux server and removes the folder. */
  remove(): void;
}

/**
 * Makes a folder, and holds a lock in it that the system lets go of when this process ends,
 * however it ends: that is how the next start knows what was left behind.
 */
export function makeHome(): Home {
  clearLeftBehind();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o700);
  const lock = takeLock(folder);
  if (lock === null) throw new Error(`The new folder ${folder} is in use by another process.`);
  return {
    folder,
    tmuxSocket: basename(folder),
    remove() {
      lock.close();
      clear(folder);
    },
  };
}

/** Clears the folders and tmux servers of demos that were killed. */
function clearLeftBehind(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => /^lookout-demo-\w+$/.test(entry))) {
    const folder = join(tmpdir(), name);
    if (!isOursToClear(folder)) continue;
    const lock = takeLock(folder);
    if (lock === null) continue;
    lock.close();
    clear(folder);
  }
}

/** A real folder of this user (never a link into somewhere else), and not just being made. */
function isOursToClear(folder: string): boolean {
  try {
    const { uid, mtimeMs } = lstatSync(folder);
    const isFolder = lstatSync(folder).isDirectory();
    return isFolder && uid === process.getuid?.() && Date.now() - mtimeMs > YOUNG_MS;
  } catch {
    return false;
  }
}

/** null when another process holds it. */
function takeLock(folder: string): Database.Database | null {
  let lock: Database.Database | null = null;
  try {
    lock = new Database(join(folder, LOCK), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock?.close();
    return null;
  }
}

function clear(folder: string): void {
  try {
    execFileSync('tmux', ['-L', basename(folder), 'kill-server'], { stdio: 'ignore' });
  } catch {
    // No tmux, or its server ended before.
  }
  rmSync(folder, { recursive: true, force: true });
}
