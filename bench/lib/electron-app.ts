import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { environment, quit } from '../../e2e/lib/lookout.ts';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { launchCommand, resolveRuntime } from '../../scripts/lib/electron-runtime.mjs';
import { root } from '../../scripts/lib/project.mjs';
import { ensureSystemLibraries } from '../../scripts/lib/system-libraries.mjs';
import { openDisplay } from '../../scripts/lib/virtual-display.mjs';

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** When the process was asked for, ms since the epoch. */
  readonly askedAt: number;
  readonly close: () => Promise<void>;
}

/** Lookout and the least that an Electron app with a window can be, on the same runtime. */
export interface ElectronBench {
  lookout(...flags: string[]): Promise<Launched>;
  empty(): Promise<Launched>;
  readonly close: () => Promise<void>;
}

/** As large as Lookout's window at its first start, sandboxed like it, and nothing in it. */
const emptyMain = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } });
  window.loadFile('index.html');
});
`;

/** Throws where no Electron can be had. */
export async function electronBench(): Promise<ElectronBench> {
  await ensureSystemLibraries();
  const runtime = await resolveRuntime();
  await buildIfStale();
  const display = await openDisplay();
  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-electron-'));
  const emptyApp = writeEmptyApp(join(folder, 'empty'));
  const commands = {
    lookout: await launchCommand(runtime, root),
    empty: await launchCommand(runtime, emptyApp),
  };
  let profiles = 0;
  const launch = async (which: keyof typeof commands, flags: readonly string[]) => {
    const [executablePath, ...args] = commands[which];
    profiles += 1;
    const profile = join(folder, `profile-${profiles}`);
    const askedAt = Date.now();
    const app = await _electron.launch({
      executablePath,
      args: [...args, `--user-data-dir=${profile}`, ...flags],
      env: environment(display.env),
      colorScheme: null,
    });
    return { app, page: await app.firstWindow(), askedAt, close: () => quit({ app }) };
  };
  return {
    lookout: (...flags) => launch('lookout', flags),
    empty: () => launch('empty', []),
    async close() {
      await display.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function writeEmptyApp(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'empty',
    version: '1.0.0',
    main: 'main.js',
    files: ['main.js', 'index.html'],
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), emptyMain);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Empty</title><p>Empty</p>');
  return folder;
}

/**
 * Memory of an app's processes in MiB: the proportional set size (`smaps_rollup`), so that what
 * they share is counted once. The app's own processes are those of its executable.
 */
export function memoryMiB(pid: number): number {
  const executable = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
  const kB = descendants(pid)
    .filter((each) => each === pid || isElectron(each, executable))
    .reduce((sum, each) => sum + proportionalKB(each), 0);
  return kB / 1024;
}

function isElectron(pid: number, executable: string): boolean {
  try {
    const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
    return program === executable && !args.some((arg) => arg.includes('node.mojom.NodeService'));
  } catch {
    return false;
  }
}

function proportionalKB(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  } catch {
    // Ended meanwhile.
    return 0;
  }
}

/** The process and everything below it. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)]);
    } catch {
      // Ended meanwhile.
    }
  }
  const found = [pid];
  for (const each of found) found.push(...(parents.get(each) ?? []));
  return found;
}
