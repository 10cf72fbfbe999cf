import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { test } from './lib/fleet.ts';
import type { Lookout } from './lib/lookout.ts';
import { clickMenu } from './lib/menu.ts';
import { snapshotOf, sourceOf } from './lib/snapshot.ts';

/** What a person sees of one session, and what they can do from there. */

const RULE = '─'.repeat(60);
const BOX = `${RULE}\n❯ \n${RULE}\n  ? for shortcuts\n`;
const IDLE = `\u001B[31mall 31 tests pass\u001B[0m\n\n${BOX}`;
const ASKING = [
  RULE,
  ' Bash command',
  '   npm run migrate',
  ' Do you want to proceed?',
  ' ❯ 1. Yes',
  '   2. No',
  ' Esc to cancel · Tab to amend',
].join('\n');

/** Settings as they were left by an earlier run. */
const saveSettings = (profile: string, settings: object): Promise<void> =>
  writeFile(join(profile, 'settings.json'), JSON.stringify({ version: 1, ...settings }));

/** A program of one's own, which stands for one of the system. */
async function writeProgram(file: string, ...lines: readonly string[]): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${['#!/bin/sh', ...lines].join('\n')}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Nobody sees the window, or it is in front again. */
const setVisible = ({ app }: Lookout, isVisible: boolean): Promise<void> =>
  app.evaluate(({ BrowserWindow }, visible) => {
    const [window] = BrowserWindow.getAllWindows();
    if (visible) {
      window?.show();
      window?.focus();
    } else window?.hide();
  }, isVisible);

const detailOf = ({ window }: Lookout): Locator =>
  window.getByRole('complementary', { name: 'Selected session' });

/** The view of the sessions, once the window hears the menu. */
async function openSessions(lookout: Lookout): Promise<void> {
  await expect(lookout.window.locator('.tile').first()).toBeVisible();
  await clickMenu(lookout, 'view.sessions');
}

const sessionOf = async (lookout: Lookout, name: string) =>
  (await snapshotOf(lookout))?.sessions.find((one) => one.name === name);

test('the screen of the picked session is live, in its colours, and only while it is seen', async ({
  launch,
  fleet: { server, flags },
}) => {
  const claude = server.program('claude', '✳ Tests', IDLE);
  const pane = server.start('builder', claude);
  server.start('other', server.program('codex', 'app', 'nothing here'));
  const show = async (words: string): Promise<void> => {
    await writeFile(join(dirname(claude), 'next'), `${words}\n\n${BOX}`);
    server.tmux('send-keys', '-t', pane, 'next', 'Enter');
  };
  const lookout = await launch({ flags });
  const { window } = lookout;
  await setVisible(lookout, true);
  await openSessions(lookout);
  await window.getByRole('row', { name: /builder/ }).click();
  const screen = window.getByRole('region', { name: 'Screen of builder' });

  const red = screen.getByText('all 31 tests pass');
  await expect(red).toBeVisible();
  const inkOf = (text: Locator): Promise<string> =>
    text.evaluate((at) => getComputedStyle(at).color);
  expect(await inkOf(red)).not.toBe(await inkOf(screen.getByText('? for shortcuts')));

  await show('and then it went on');
  await expect(screen).toContainText('and then it went on');
  await expect(screen).not.toContainText('all 31 tests pass');

  await setVisible(lookout, false);
  await expect(detailOf(lookout)).toContainText('as it was');
  await writeFile(join(dirname(claude), 'last'), `${BOX}\nnobody saw this`);
  server.tmux('send-keys', '-t', pane, 'last', 'Enter');
  // The scan sees it, the hidden window does not, and may not ask either.
  await expect
    .poll(async () => (await sessionOf(lookout, 'builder'))?.lastLine)
    .toBe('nobody saw this');
  await expect(screen).toContainText('and then it went on');
  const { key } = (await sessionOf(lookout, 'builder')) ?? { key: '' };
  const answer = await window.evaluate((of) => globalThis.lookout.invoke('getScreen', of), key);
  expect(answer.error?.kind).toBe('refused');

  await setVisible(lookout, true);
  await expect(screen).toContainText('nobody saw this');

  // Another session's screen takes its place.
  await window.getByRole('row', { name: /other/ }).click();
  await expect(window.getByRole('region', { name: 'Screen of other' })).toContainText(
    'nothing here',
  );
  await expect(screen).toHaveCount(0);
});

test('a change of state stands in its timeline, with the time spent in each', async ({
  launch,
  fleet: { server, flags },
}) => {
  const claude = server.program('claude', '✳ Tests', IDLE);
  await writeFile(join(dirname(claude), 'question'), ASKING);
  const pane = server.start('builder', claude);
  const lookout = await launch({ flags });
  await openSessions(lookout);
  const state = async () => (await snapshotOf(lookout))?.sessions[0]?.state;
  await expect.poll(state).toBe('ready');
  server.tmux('send-keys', '-t', pane, 'question', 'Enter');
  await expect.poll(state).toBe('waiting');

  const past = lookout.window.getByRole('region', { name: 'Over time' });
  await expect(past.getByRole('img')).toHaveAccessibleName(/^ready .*; waiting /);
  await past.getByText('What it did').click();
  const changes = past.locator('li', { hasText: 'Do you want to proceed?' });
  await expect(changes).toBeVisible();
});

test('from a session: the command that attaches, and a terminal that runs it', async ({
  launch,
  profile,
  fleet: { server, flags },
}) => {
  server.start('build', server.program('claude', '✳ Tests', IDLE));
  const id = server.tmux('display-message', '-p', '#{session_id}').trim();
  const told = join(profile, 'told');
  const terminal = await writeProgram(
    join(profile, 'bin', 'terminal'),
    `printf '%s\\n' "$@" > '${told}.part'`,
    `mv '${told}.part' '${told}'`,
  );
  await saveSettings(profile, { terminal: [terminal, '--title', 'a b', '-e', '{attach}'] });
  const lookout = await launch({ flags });
  const { app, window } = lookout;
  await openSessions(lookout);

  await window.getByRole('button', { name: 'Copy attach command' }).click();
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toBe(`tmux -L ${server.socket} attach -t '${id}'`);

  await window.getByRole('button', { name: 'Open a terminal' }).click();
  const words = ['--title', 'a b', '-e', 'tmux', '-L', server.socket, 'attach', '-t', id];
  await expect.poll(() => readFile(told, 'utf8').catch(() => '')).toBe(`${words.join('\n')}\n`);
});

test('a host that refuses and one that hangs are each a source of their own', async ({
  launch,
  profile,
  fleet: { server, flags },
}) => {
  await writeProgram(
    join(profile, 'bin', 'ssh'),
    'case " $* " in',
    '*" -O exit "*) exit 0 ;;',
    '*" locked "*) echo "dev@locked: Permission denied (publickey)." >&2; exit 255 ;;',
    'esac',
    // As ssh does, it gives up in the end.
    'exec sleep 20',
  );
  await saveSettings(profile, {
    remotes: [{ host: 'locked' }, { host: 'silent' }],
  });
  server.start('here', server.program('claude', '✳ Tests', IDLE));
  const path = [join(profile, 'bin'), process.env['PATH'] ?? ''].join(delimiter);
  const lookout = await launch({ flags, env: { PATH: path } });
  const { window } = lookout;
  await expect.poll(() => sourceOf(lookout, 'tmux@locked')).toBe('unavailable: host-refused');
  await expect.poll(() => sourceOf(lookout, 'tmux')).toBe('live');
  await expect
    .poll(() => sourceOf(lookout, 'tmux@silent'), { timeout: 30_000 })
    .toBe('unavailable: host-unreachable');
  expect((await sessionOf(lookout, 'here'))?.state).toBe('ready');

  await window
    .getByRole('button', { name: /locked/ })
    .first()
    .click();
  await expect(window.getByText(/did not let ssh in without a password/).first()).toBeVisible();
});
