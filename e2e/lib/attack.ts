import { expect, test as base } from '@playwright/test';
import { listenOnLoopback, type Loopback } from './loopback.ts';
import { quit, start, withProfile, type Lookout } from './lookout.ts';

interface Fixtures {
  /** Counts what arrives: some attacks need no answer to be harmful. */
  readonly loopback: Loopback;
}

interface WorkerFixtures {
  /** One for all attacks; after one that succeeds, Playwright starts another. */
  readonly lookout: Lookout;
}

/**
 * Each attack is tried for real, from inside the window, as a script would that got in there.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  lookout: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await withProfile(async (profile) => {
        const lookout = await start(profile);
        await use(lookout);
        await quit(lookout);
      });
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern
  loopback: async ({}, use) => {
    const loopback = await listenOnLoopback();
    await use(loopback);
    await loopback.close();
  },
});

/** The page is still ours, in the same document, and its commands still work. */
export async function expectUnharmed({ app, window }: Lookout): Promise<void> {
  expect(window.url()).toMatch(/^lookout:\/\/app\/index\.html/);
  expect(app.windows()).toHaveLength(1);
  const answer = await window.evaluate(() => globalThis.lookout.invoke('getSettings'));
  expect(answer.ok).toBe(true);
}

/** Proves that the loopback server would have noticed. */
export async function expectCounting(loopback: Loopback): Promise<void> {
  await fetch(`http://127.0.0.1:${loopback.tcpPort}/`).catch(() => undefined);
  await expect.poll(() => loopback.arrivals()).toBe(1);
}
