import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The work tree. */
export const root = dirname(dirname(import.meta.dirname));

/** Where downloads live: outside the work tree, shared by all of a user's clones. */
export const cacheDir = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'lookout');

/** A problem that is told in its own words, without a stack. */
export class Stop extends Error {}

/**
 * Runs a script's body; says in one line what stopped it and makes the exit code 1.
 * @param {() => Promise<unknown>} body
 */
export async function script(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * The Node of `devDependencies`: better-sqlite3 crashes on an older one. npm puts it first on the
 * PATH of its scripts; a script that was started by hand finds it here.
 */
export function nodePath() {
  if (nodeMajor() >= 24) return process.execPath;
  const own = join(root, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(own)) return own;
  throw new Stop(`Lookout needs Node 24, this is ${process.version}. Run "npm ci" to get it.`);
}

const nodeMajor = () => Number.parseInt(process.versions.node, 10);

/** The environment that npm gives its scripts, wherever this one was started from. */
export function toolEnv() {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...process.env, PATH: path };
}

/**
 * Command line of a package's executable, to be run without a shell on every platform.
 * @param {string} name of the package
 * @param {string} [command] where it differs from the package's name
 */
export function tool(name, command = name) {
  const folder = join(root, 'node_modules', name);
  if (!existsSync(folder)) throw new Stop(`${name} is not installed. Run "npm ci" first.`);
  const { bin } = createRequire(import.meta.url)(join(folder, 'package.json'));
  return [nodePath(), join(folder, typeof bin === 'string' ? bin : bin[command])];
}
