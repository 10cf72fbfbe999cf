import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** Every file below a folder. @param {string} folder */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The same files under another folder of the same disk. @param {string} from @param {string} to */
export async function linkTree(from, to) {
  for (const file of await filesOf(from)) {
    const target = join(to, relative(from, file));
    await mkdir(dirname(target), { recursive: true });
    await link(file, target);
  }
}

/**
 * Moves a finished folder into place; where another process was first, theirs is as good.
 * @param {string} made @param {string} target
 */
export async function settle(made, target) {
  try {
    await rename(made, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    await rm(made, { recursive: true, force: true });
  }
}
