import { Stop } from './project.mjs';
import { run } from './run.mjs';
import { hasDisplay } from './virtual-display.mjs';

/**
 * What Electron needs of Debian and its relatives and a bare system lacks. Newer releases name
 * some of them anew: the alternatives of one line are the same thing.
 */
const libraries = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libcups2', 'libcups2t64'],
  // Without it Electron has no desktop notifications.
  ['libnotify4'],
];
const virtualDisplay = [['xvfb'], ['xauth'], ['dbus-x11']];

/**
 * Sees to it that the system has what Electron needs, and a virtual display where there is none.
 * @param {readonly string[]} [more] further packages that the caller needs
 */
export async function ensureSystemLibraries(more = []) {
  await ensureSystemPackages([
    ...libraries,
    ...(hasDisplay() ? [] : virtualDisplay),
    ...more.map((name) => [name]),
  ]);
}

/**
 * As root it installs what is missing; otherwise it stops with the one command to paste. On systems
 * without Debian's package manager it trusts that all is there.
 * @param {readonly (readonly string[])[]} needed the names that each package goes by
 */
export async function ensureSystemPackages(needed) {
  if (process.platform !== 'linux' || !(await succeeds('dpkg-query', '--version'))) return;
  const missing = await notInstalled(needed);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const names = await Promise.all(missing.map(offered));
    throw new Stop(
      `Some system libraries are not here yet. Please run once:\n  sudo apt-get install -y ${names.join(' ')}`,
    );
  }
  await install(missing);
}

/** @param {readonly (readonly string[])[]} missing */
async function install(missing) {
  const names = await Promise.all(missing.map(offered));
  console.error(`Installing system libraries, once: ${names.join(' ')}`);
  if ((await aptGet('install', '-y', '--no-install-recommends', ...names)).code === 0) return;
  // A bare image has no package lists, an old one has stale ones.
  await aptGet('update');
  const anew = await Promise.all(missing.map(offered));
  const { code, output } = await aptGet('install', '-y', '--no-install-recommends', ...anew);
  if (code !== 0) throw new Stop(`apt-get could not install them.\n${output}`);
}

const aptGet = (/** @type {string[]} */ ...args) =>
  run(['apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

/** @param {readonly (readonly string[])[]} needed */
async function notInstalled(needed) {
  const { output } = await run([
    'dpkg-query',
    '-W',
    '-f=${Package} ${db:Status-Status}\\n',
    ...needed.flat(),
  ]);
  const lines = new Set(output.split('\n'));
  return needed.filter((names) => !names.some((name) => lines.has(`${name} installed`)));
}

/** The name under which this release offers a package. @param {readonly string[]} names */
async function offered(names) {
  for (const name of names.toReversed()) {
    const { output } = await run(['apt-cache', 'pkgnames', name]);
    if (output.split('\n').includes(name)) return name;
  }
  return names[0] ?? '';
}

/** @param {readonly string[]} command */
const succeeds = (...command) =>
  run(command).then(
    ({ code }) => code === 0,
    () => false,
  );
