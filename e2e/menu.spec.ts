import { expect } from '@playwright/test';
import { test } from './lib/lookout.ts';
import { clickMenu } from './lib/menu.ts';
import { snapshotOf, sourceOf } from './lib/snapshot.ts';

test('the menu leads to every view', async ({ launch }) => {
  const lookout = await launch();
  const views = lookout.window.getByRole('navigation', { name: 'Views' });
  for (const name of ['Queue', 'Sessions', 'Maintenance', 'Settings', 'Overview']) {
    await clickMenu(lookout, `view.${name.toLowerCase()}`);
    await expect(views.getByRole('button', { name })).toHaveAttribute('aria-current', 'page');
  }
});

test('the menu pauses and resumes', async ({ launch }) => {
  const lookout = await launch();
  const paused = lookout.window.getByText('Nothing is being read.');
  await expect(lookout.window.getByText('This is the demo.')).toBeVisible();

  await clickMenu(lookout, 'monitor.pause');
  await expect(paused).toBeVisible();
  expect((await snapshotOf(lookout))?.paused).toBe(true);

  await clickMenu(lookout, 'monitor.pause');
  await expect(paused).toBeHidden();
});

test('a watcher that crashes comes back, later each time', async ({ launch }) => {
  const lookout = await launch();
  const banner = lookout.window
    .getByRole('region', { name: 'Notice' })
    .filter({ hasText: 'stopped unexpectedly' });
  await expect(lookout.window.getByText('This is the demo.')).toBeVisible();

  for (const wait of ['in 1 s', 'in 2 s']) {
    await clickMenu(lookout, 'monitor.crash');
    await expect(banner).toContainText(wait);
    await expect(banner).toBeHidden();
    await expect.poll(() => sourceOf(lookout, 'assigner')).toBe('live');
  }
});
