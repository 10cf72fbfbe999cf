import { expect } from '@playwright/test';
import { toArguments } from '../../src/shared/bridge-names.ts';
import { commandNames } from '../../src/shared/contract.ts';
import { expectUnharmed, test } from '../lib/attack.ts';

test('the window has no Node and nothing of Electron', async ({ lookout }) => {
  const seen = await lookout.window.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    return {
      node: names.filter((name) => name in globalThis),
      exposed: Object.keys(globalThis.lookout).toSorted(),
      isFrozen: Object.isFrozen(globalThis.lookout),
    };
  });
  expect(seen).toEqual({ node: [], exposed: ['invoke', 'on', 'onSnapshot'], isFrozen: true });
});

test('the window is sandboxed and isolated', async ({ lookout }) => {
  const preferences = await lookout.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents): unknown => {
      // Electron has it, but does not document it.
      const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
      return typeof read === 'function' ? Reflect.apply(read, contents, []) : null;
    }),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    experimentalFeatures: false,
  });
});

test('a frame cannot speak for the window', async ({ lookout }) => {
  const { window } = lookout;
  const inFrames = await window.evaluate(async () => {
    const embed = (src: string | null) =>
      new Promise<string>((resolve) => {
        const frame = document.createElement('iframe');
        if (src !== null) frame.src = src;
        const look = (): string => {
          try {
            const inside = frame.contentWindow;
            return inside && 'lookout' in inside ? 'has it' : 'nothing';
          } catch {
            return 'nothing';
          }
        };
        frame.addEventListener('load', () => resolve(look()));
        document.body.append(frame);
      });
    return [await embed(null), await embed('lookout://app/index.html')];
  });
  expect(inFrames).toEqual(['nothing', 'nothing']);
});

test('another window with our own page and preload is refused', async ({ lookout }) => {
  const { app } = lookout;
  // The very bridge that our own window has, so that only the sender is wrong.
  const bridge = toArguments({ commands: commandNames, events: [] });
  const answer = await app.evaluate(async (electron, additionalArguments) => {
    const preload = `${electron.app.getAppPath()}/out/preload/index.cjs`;
    const webPreferences = { preload, additionalArguments };
    const other = new electron.BrowserWindow({ show: false, webPreferences });
    await other.loadURL('lookout://app/index.html');
    const said: unknown = await other.webContents.executeJavaScript(
      "lookout.invoke('getSettings')",
    );
    const closed = new Promise<void>((resolve) => {
      other.once('closed', () => resolve());
    });
    other.close();
    await closed;
    return said;
  }, bridge);
  expect(answer).toMatchObject({ ok: false, error: { kind: 'refused' } });
  await expect.poll(() => app.windows().length).toBe(1);
  await expectUnharmed(lookout);
});
