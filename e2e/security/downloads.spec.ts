import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectUnharmed, test } from '../lib/attack.ts';

test('nothing is downloaded, not even what the page makes itself', async ({ lookout }) => {
  const folder = await mkdtemp(join(tmpdir(), 'lookout-downloads-'));
  await lookout.app.evaluate(({ app, session }, downloads) => {
    app.setPath('downloads', downloads);
    // Told after Lookout's own listener: proves that the attack went that far.
    session.defaultSession.on('will-download', (event) => {
      Reflect.set(globalThis, 'downloadRefused', event.defaultPrevented);
    });
  }, folder);

  await lookout.window.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['harm']));
    link.download = 'harm.sh';
    link.click();
  });

  const refused = () =>
    lookout.app.evaluate((): unknown => Reflect.get(globalThis, 'downloadRefused'));
  await expect.poll(refused).toBe(true);
  // Chromium opens a temporary file before it asks, and takes it away a moment after the refusal.
  await expect.poll(() => readdir(folder)).toEqual([]);
  await expectUnharmed(lookout);
  await rm(folder, { recursive: true });
});
