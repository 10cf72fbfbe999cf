import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { defaultSettings } from '../src/shared/settings.ts';
import { test } from './lib/fleet.ts';
import { quit, type Lookout } from './lib/lookout.ts';

const deliverySchema = z.object({
  version: z.literal(1),
  kind: z.string(),
  title: z.string(),
  alerts: z.array(z.object({ rule: z.string(), subject: z.string(), text: z.string() })),
});

/** Programs that stand for the user's: one appends what it is given to a file. */
const appendTo = (file: string): string[] => [
  process.execPath,
  '-e',
  "process.stdin.on('data', (all) => require('node:fs').appendFileSync(process.argv[1], all))",
  file,
];

async function linesOf(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
}

/** Notes desktop notifications in place of showing them: a virtual display has no desktop. */
const noteNotifications = ({ app }: Lookout): Promise<void> =>
  app.evaluate(({ Notification }) => {
    const shown: unknown[] = [];
    Reflect.set(globalThis, 'shownNotifications', shown);
    Notification.prototype.show = function show() {
      shown.push(this);
    };
  });

test('what waits too long is told once: notification, command, log; and stays said over a restart', async ({
  launch,
  profile,
  fleet,
}) => {
  const told = join(profile, 'told.jsonl');
  const alerts = { ...defaultSettings.alerts, command: appendTo(told) };
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ ...defaultSettings, alerts }));
  const lookout = await launch({ flags: fleet.flags });
  // Before there is anything to tell: it is told at once.
  await noteNotifications(lookout);
  await fleet.writer.exec(
    fleet.assigner,
    "INSERT INTO prompts (content, created_at) VALUES ('the old one', datetime('now', '-3 hours'))",
  );
  const { window } = lookout;

  await expect.poll(() => linesOf(told)).toHaveLength(1);
  const [delivery] = await linesOf(told);
  expect(deliverySchema.parse(delivery)).toMatchObject({
    kind: 'fired',
    alerts: [{ rule: 'oldest-waiting', subject: 'queue' }],
  });

  // A click on the notification opens the very task.
  const texts = () =>
    lookout.app.evaluate(() => {
      const shown: unknown = Reflect.get(globalThis, 'shownNotifications');
      return Array.isArray(shown) ? shown.map((one: { body: string }) => one.body) : [];
    });
  expect(await texts()).toEqual([expect.stringContaining('The oldest task has waited 3 h')]);
  await lookout.app.evaluate(() => {
    const shown: unknown = Reflect.get(globalThis, 'shownNotifications');
    if (Array.isArray(shown)) shown[0].emit('click');
  });
  await expect(window.getByRole('dialog').getByText('the old one').first()).toBeVisible();
  await window.keyboard.press('Escape');

  // The log has it once, and the keyboard is enough to deal with it.
  await window.getByRole('button', { name: /^Alerts.*1 alert to look at/ }).click();
  const list = window.getByRole('grid', { name: 'Alerts' });
  await expect(list.getByRole('row')).toHaveCount(2);
  await list.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('a');
  await expect(list.getByText('on, seen')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Alerts', exact: true })).toBeVisible();

  await quit(lookout);
  const second = await launch({ flags: [...fleet.flags, '--view', 'alerts'] });
  const again = second.window.getByRole('grid', { name: 'Alerts' });
  await expect(again.getByText('on, seen')).toBeVisible();
  await expect(again.getByRole('row')).toHaveCount(2);
  expect(await linesOf(told)).toHaveLength(1);
});

test('a command runs only once a person has allowed it, in a dialog of the system', async ({
  launch,
  profile,
}) => {
  const lookout = await launch({ flags: ['--demo', '--view', 'settings'] });
  const { app, window } = lookout;
  const answer = (response: number) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = () => Promise.resolve({ response: chosen, checkboxChecked: false });
    }, response);
  const stored = () => readFile(join(profile, 'settings.json'), 'utf8').catch(() => '');

  await answer(1);
  await window.getByLabel('Command').fill('/usr/bin/logger\n--tag\nlookout');
  await window.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByText('Nothing was saved')).toBeVisible();
  expect(await stored()).not.toContain('logger');

  await answer(0);
  await window.getByRole('button', { name: 'Save' }).click();
  await expect.poll(stored).toContain('/usr/bin/logger');
});

test('a rule is tried on history before it is saved', async ({ launch, fleet }) => {
  const { window } = await launch({ flags: [...fleet.flags, '--view', 'settings'] });
  await window.getByLabel('limit: The oldest task has waited').fill('5');
  await window.getByRole('button', { name: /Try on the last 7 days: The oldest task/ }).click();
  await expect(window.getByText(/Would (not )?have fired/)).toBeVisible();
});
