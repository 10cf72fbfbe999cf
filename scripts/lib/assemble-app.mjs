import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join, relative } from 'node:path';
import { home } from './electron-fallback.mjs';
import { filesOf, linkTree, settle } from './files.mjs';

const hourMs = 3_600_000;

/**
 * The fallback runtime has no loader of its own, so an app must lie in its `resources/app`. Each
 * build of each app gets its own folder of hard links, made once and never changed: running
 * windows and parallel tests are not disturbed by the next build.
 * @param {string} app folder with a package.json whose `files` are what the app needs
 * @returns {Promise<string>} the executable that runs this app
 */
export async function assembleApp(app) {
  const mine = join(home, 'apps', sha256(app));
  const build = await fingerprint(app);
  const target = join(mine, build);
  if (existsSync(target)) {
    await utimes(target, new Date(), new Date());
  } else {
    await mkdir(mine, { recursive: true });
    const work = await mkdtemp(join(mine, 'new-'));
    await linkTree(join(home, 'dist'), work);
    await fillApp(app, join(work, 'resources', 'app'));
    await settle(work, target);
    await removeOlder(mine, build);
  }
  return join(target, 'electron');
}

const sha256 = (/** @type {string} */ text) =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/** @param {string} app @returns {{ files: string[] }} */
const manifestOf = (app) => JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'));

/** What of the app exists: files and folders, absolute. @param {string} app */
const partsOf = (app) =>
  manifestOf(app)
    .files.map((part) => join(app, part))
    .filter((part) => existsSync(part));

/** One name for one content. @param {string} app */
async function fingerprint(app) {
  const hash = createHash('sha256').update(JSON.stringify(manifestOf(app)));
  for (const part of partsOf(app)) {
    const files = (await stat(part)).isDirectory() ? await filesOf(part) : [part];
    for (const file of files.toSorted()) {
      hash.update(`\0${relative(app, file)}\0`);
      for await (const chunk of createReadStream(file)) hash.update(chunk);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} app @param {string} to */
async function fillApp(app, to) {
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'package.json'), JSON.stringify(manifestOf(app)));
  for (const part of partsOf(app)) {
    await cp(part, join(to, relative(app, part)), { recursive: true });
  }
  await linkTree(join(home, 'modules'), join(to, 'node_modules'));
}

/**
 * Removes earlier builds of an app, but none that was used within the hour or still runs.
 * @param {string} mine @param {string} current
 */
async function removeOlder(mine, current) {
  const running = await runningExecutables();
  for (const build of await readdir(mine)) {
    const folder = join(mine, build);
    if (build === current || running.has(join(folder, 'electron'))) continue;
    const usedAt = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (Date.now() - usedAt > hourMs) await rm(folder, { recursive: true, force: true });
  }
}

async function runningExecutables() {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  return new Set(
    await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => ''))),
  );
}
