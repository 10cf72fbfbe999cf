import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  _electron,
  expect,
  test as base,
  type ElectronApplication,
  type Page,
} from '@playwright/test';
import { z } from 'zod';

/** `window.lookout` as a script in the page sees it: without the contract's types. */
interface ExposedApi {
  invoke(
    this: void,
    name: string,
    argument?: unknown,
  ): Promise<{ ok: boolean; value?: unknown; error?: { kind: string } }>;
  on(this: void, name: string, listener: () => void): unknown;
}

declare global {
  var lookout: ExposedApi;
}

/** A running Lookout: the real app, its main process and its window. */
export interface Lookout {
  readonly app: ElectronApplication;
  readonly window: Page;
}

export interface LaunchOptions {
  /** Lookout's own flags; the demo unless given. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Fixtures {
  /** This test's own settings folder, gone after it. */
  readonly profile: string;
  /** Starts Lookout with this test's profile; whatever still runs at the end of the test is closed. */
  readonly launch: (options?: LaunchOptions) => Promise<Lookout>;
}

/** Set by scripts/lib/end-to-end.mjs: the executable that was chosen, and its first arguments. */
export function launchCommand(): [string, ...string[]] {
  const given = process.env['LOOKOUT_LAUNCH'];
  if (!given) throw new Error('Run the end-to-end tests with "npm run e2e".');
  return z.tuple([z.string()], z.string()).parse(JSON.parse(given));
}

/** Playwright replaces the whole environment. */
export function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]);
  return { ...Object.fromEntries(own), LOOKOUT_TEST: '1', ...more };
}

/** A settings folder of one's own, for as long as `use` takes. */
export async function withProfile(use: (profile: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lookout-e2e-'));
  await use(folder);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts Lookout and waits for its window. */
export async function start(
  profile: string,
  { flags = ['--demo'], env = {} }: LaunchOptions = {},
): Promise<Lookout> {
  const [executablePath, ...args] = launchCommand();
  const app = await _electron.launch({
    executablePath,
    args: [...args, `--user-data-dir=${profile}`, ...flags],
    env: environment({ LOOKOUT_TEST_DRIVEN: '1', ...env }),
    colorScheme: null,
  });
  const isHeard = () => app.evaluate((electron) => electron.app.emit('driver-attached'));
  await expect.poll(isHeard, { message: 'Lookout waits for its driver' }).toBe(true);
  return { app, window: await app.firstWindow() };
}

/** Quits as the menu does, and waits for the process to end. */
export async function quit({ app }: Pick<Lookout, 'app'>): Promise<void> {
  const closed = app.waitForEvent('close');
  // The answer may be lost with the process that would give it.
  await app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
  await closed;
}

export const test = base.extend<Fixtures>({
  // Playwright reads from the parameter which fixtures one needs.
  // oxlint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    await withProfile(use);
  },
  launch: async ({ profile }, use) => {
    const running = new Set<Lookout>();
    await use(async (options) => {
      const lookout = await start(profile, options);
      running.add(lookout);
      lookout.app.on('close', () => running.delete(lookout));
      return lookout;
    });
    await Promise.all([...running].map(quit));
  },
});
