import { expect } from '@playwright/test';
import { test, type Lookout } from './lib/lookout.ts';
import { snapshotOf } from './lib/snapshot.ts';

/** A window that nobody can see draws nothing, and catches up as soon as it is seen again. */

/** Hides or shows the window. Playwright keeps every page visible: it is told what Chromium would tell. */
async function see({ app, window }: Lookout, isSeen: boolean): Promise<void> {
  await app.evaluate(({ BrowserWindow }, seen) => {
    const [only] = BrowserWindow.getAllWindows();
    if (seen) only?.showInactive();
    else only?.hide();
  }, isSeen);
  await window.evaluate((seen) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !seen });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isSeen);
}

/** Counts, from now on, what is changed in the page and how often it is asked to draw a frame. */
const count = ({ window }: Lookout): Promise<void> =>
  window.evaluate(() => {
    const counted = { changes: 0, frames: 0 };
    Reflect.set(globalThis, 'counted', counted);
    new MutationObserver((records) => (counted.changes += records.length)).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    const ask = globalThis.requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) => {
      counted.frames += 1;
      return ask(callback);
    };
  });

const counted = ({ window }: Lookout): Promise<{ changes: number; frames: number }> =>
  window.evaluate(() => ({ ...Reflect.get(globalThis, 'counted') }));

/** Two snapshots later nothing of what was sent before is left to draw. */
async function settled(lookout: Lookout): Promise<void> {
  const seq = async (): Promise<number> => (await snapshotOf(lookout))?.seq ?? 0;
  const begun = await seq();
  await expect.poll(seq).toBeGreaterThan(begun + 1);
}

test('nothing is rendered while the window is hidden', async ({ launch }) => {
  const lookout = await launch({ flags: ['--demo'] });
  const { window } = lookout;
  await expect(window.locator('.tile').first()).toBeVisible();
  await expect(window.locator('path.chart-shape').first()).toBeVisible();

  await see(lookout, false);
  // What was on its way is drawn by now.
  await settled(lookout);
  await count(lookout);
  const seq = async (): Promise<number> => (await snapshotOf(lookout))?.seq ?? 0;
  const begun = await seq();
  // The demo goes on, and Lookout watches it: there would be plenty to draw.
  await expect.poll(seq, { timeout: 60_000 }).toBeGreaterThan(begun + 5);
  expect(await counted(lookout)).toEqual({ changes: 0, frames: 0 });

  await see(lookout, true);
  await expect.poll(async () => (await counted(lookout)).changes).toBeGreaterThan(0);
});
