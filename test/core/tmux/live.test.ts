import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveScreen } from '../../../src/shared/live-screen.ts';
import { addressOf } from '../../../src/core/tmux/live.ts';
import { LivePace } from '../../../src/core/tmux/live-pace.ts';
import { createTmuxSource, type TmuxSource } from '../../../src/core/tmux/scan.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

let server: PrivateServer;
let source: TmuxSource;

beforeEach(() => {
  server = privateServer();
  source = createTmuxSource({ socket: server.socket, intervalMs: 2000, timeoutMs: 8000 });
});
afterEach(async () => {
  await source.close();
  server.close();
});

const keyOf = async (paneId: string): Promise<string> => {
  await source.read();
  return source.latest()?.sessions.find((one) => one.paneId === paneId)?.key ?? '';
};

/** Looks until the screen passes `check`. */
const seen = (key: string, check: (screen: LiveScreen) => boolean): Promise<LiveScreen> =>
  vi.waitUntil(
    async () => {
      const screen = await source.screenOf(key);
      return screen !== null && check(screen) ? screen : undefined;
    },
    { timeout: 15_000, interval: 50 },
  );

const shows = (text: string) => (screen: LiveScreen) =>
  screen.kind === 'shown' && screen.text.includes(text);

const isAnew = (screen: LiveScreen): boolean =>
  screen.kind === 'gone' &&
  screen.reason === 'Its tmux server was started anew; this pane ended with it.';

describe('a live screen', () => {
  test('is that very pane, with its colours, its size and its cursor', async () => {
    const work = server.start('work', server.program('one', 'one', 'this is work\n'));
    server.start('work-2', server.program('two', 'two', '\u001B[38;2;9;8;7mthis is another\n'));
    const screen = await seen(await keyOf(work), shows('this is work'));
    expect(screen).toMatchObject({ columns: 120, rows: 40, ended: null, isScrolled: false });
    expect(screen).toMatchObject({ cursor: { column: 0, row: 1 } });

    server.tmux('kill-session', '-t', '=work');
    // A bare name would mean work-2 now.
    const after = await seen(screenKey(work), isGone);
    expect(after).toEqual({ kind: 'gone', reason: 'This pane has been closed.' });
  });

  test('keeps true colours, wide characters and emoji', async () => {
    const text = '\u001B[38;2;9;8;7mtrue\u001B[0m 漢字 👍';
    const pane = server.start('colours', server.program('one', 'one', `${text}\n`));
    const screen = await seen(await keyOf(pane), shows('漢字 👍'));
    expect(screen.kind === 'shown' && screen.text).toContain('\u001B[38;2;9;8;7mtrue');
  });

  test('of a program that has ended says so, and shows what it left', async () => {
    server.start('keeper');
    server.tmux('set-option', '-g', 'remain-on-exit', 'on');
    const pane = server.start('ends', server.program('one', 'one', 'first\nthen\nlast words\n'));
    const key = await keyOf(pane);
    await seen(key, shows('last words'));
    server.tmux('send-keys', '-t', pane, 'exit', 'Enter');
    const screen = await seen(key, (one) => one.kind === 'shown' && one.ended !== null);
    expect(screen.kind === 'shown' && screen.text).toContain('last words');
  });

  test('says when somebody scrolls in it', async () => {
    const pane = server.start('scrolled');
    const key = await keyOf(pane);
    server.tmux('copy-mode', '-t', pane);
    const screen = await seen(key, (one) => one.kind === 'shown' && one.isScrolled);
    expect(screen.kind).toBe('shown');
  });

  test('is never another one after the server was started anew with the same ids', async () => {
    const pane = server.start('first');
    const key = await keyOf(pane);
    await seen(key, ({ kind }) => kind === 'shown');
    server.tmux('kill-server');
    expect(await seen(key, isGone)).toMatchObject({ reason: expect.stringContaining('ended') });
    await vi.waitUntil(() => server.start('second') === pane, { timeout: 10_000 });
    // The answer to a look of a moment ago may be given once more.
    await seen(key, isAnew);
  });
});

/** The key under which `paneId` of the running server is or was known. */
const screenKey = (paneId: string): string =>
  [
    `tmux -L ${server.socket}`,
    server.pid(),
    server.tmux('display-message', '-p', '#{start_time}').trim(),
    paneId,
  ].join(':');

const isGone = ({ kind }: LiveScreen): boolean => kind === 'gone';

describe('an address', () => {
  test('is of one pane on one run of one server, and nothing else', () => {
    expect(addressOf('tmux -L a:12:34:%5', 'tmux -L a')).toEqual({
      serverPid: 12,
      serverStart: 34,
      paneId: '%5',
    });
    for (const key of ['tmux -L b:12:34:%5', 'tmux -L a:12:34:work', 'tmux -L a:12:34:%5:x', '']) {
      expect(addressOf(key, 'tmux -L a')).toBeNull();
    }
  });
});

describe('the pace', () => {
  test('asks at most four times a second, whoever asks and however often', async () => {
    vi.useFakeTimers();
    const pace = new LivePace<number>();
    let asked = 0;
    const ask = () => pace.ask('a', () => Promise.resolve((asked += 1)));
    for (let ms = 0; ms < 10_000; ms += 10) {
      void ask();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(asked).toBeGreaterThan(30);
    expect(asked).toBeLessThanOrEqual(41);
    vi.useRealTimers();
  });
});
