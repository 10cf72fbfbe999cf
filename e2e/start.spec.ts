import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './lib/lookout.ts';
import { clickMenu } from './lib/menu.ts';
import { runOnce } from './lib/run-once.ts';
import { snapshotOf, sourceOf } from './lib/snapshot.ts';

test('the demo starts by itself, says so and draws live charts', async ({ launch }) => {
  const lookout = await launch({ flags: [] });
  const complaints: string[] = [];
  lookout.window.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  lookout.window.on('pageerror', (error) => complaints.push(error.message));

  await expect(lookout.window.getByText('This is the demo.')).toBeVisible();
  for (const source of ['assigner', 'architect', 'tmux']) {
    await expect.poll(() => sourceOf(lookout, source)).toBe('live');
  }
  const depth = lookout.window.locator('.chart-shape').first();
  await expect(depth).toHaveAttribute('d', /[1-9]/);
  const first = await snapshotOf(lookout);
  await expect.poll(async () => (await snapshotOf(lookout))?.seq).toBeGreaterThan(first?.seq ?? 0);
  expect(first?.watched.demo).toBe(true);
  expect(complaints).toEqual([]);
});

test('a second start shows the window of the first and ends', async ({ launch, profile }) => {
  const { app } = await launch();
  const isVisible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  await expect.poll(isVisible).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await isVisible()).toBe(false);

  const second = await runOnce(profile);
  expect(second.code).toBe(0);
  await expect.poll(isVisible).toBe(true);
});

test('settings are kept', async ({ launch, profile }) => {
  const first = await launch();
  await clickMenu(first, 'view.theme.dark');
  const themeOf = ({ app }: typeof first) =>
    app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await expect.poll(() => themeOf(first)).toBe('dark');
  const closed = first.app.waitForEvent('close');
  await clickMenu(first, 'file.quit');
  await closed;

  expect(await themeOf(await launch())).toBe('dark');
  expect(await readFile(join(profile, 'settings.json'), 'utf8')).toContain('"dark"');
});

test('where no tray exists, closing the window ends the app', async ({ launch }) => {
  const noDesktop = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const lookout = await launch({ env: noDesktop });
  await expect(lookout.window.getByText('This is the demo.')).toBeVisible();
  const closed = lookout.app.waitForEvent('close');
  await lookout.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await closed;
});

test('a picture of the first live chart is written, and that is all', async ({ profile }) => {
  const file = join(profile, 'pictures', 'window.png');
  const { code, output } = await runOnce(profile, '--demo', '--screenshot', file);
  expect(code, output).toBe(0);
  const picture = await readFile(file);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.length).toBeGreaterThan(20_000);
});

test('a flag that does not exist is named, in one line', async ({ profile }) => {
  const { code, output } = await runOnce(profile, '--rooot', '/somewhere');
  expect(code).toBe(2);
  expect(output).toContain("lookout: unknown option '--rooot'");
});
