import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, clipboard, dialog, ipcMain, Menu, nativeTheme, screen, shell } from 'electron';
import { listActions, toItem, type Action, type Deeds } from './actions.ts';
import type { Arguments } from './arguments.ts';
import { CommandFailure } from './command-failure.ts';
import { DemoHost } from './demo-host.ts';
import { registerCommands } from './ipc.ts';
import { openLog } from './logs.ts';
import { menuTemplate } from './menu.ts';
import { MonitorHost } from './monitor-host.ts';
import { serveScheme } from './scheme.ts';
import { hardenSession } from './security.ts';
import { SettingsStore } from './settings-store.ts';
import { Watching } from './watching.ts';
import { MainWindow } from './window.ts';
import { fitPlace, PlaceStore } from './window-place.ts';

const isMac = process.platform === 'darwin';

/** Wires window, monitor, demo, menu and settings together. `built` is the folder of this file's build. */
export async function runLookout(flags: Arguments, built: string): Promise<void> {
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  if (profile !== '') app.setPath('userData', resolve(profile));
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  await app.whenReady();
  hardenSession();
  serveScheme(join(built, '..', 'renderer'));

  const userData = app.getPath('userData');
  const logs = join(userData, 'logs');
  const log = openLog(logs);
  const fail = (text: string): void => {
    log('warn', text);
    window.send('notice', { kind: 'failed', text });
  };
  const done = (text: string): void => window.send('notice', { kind: 'done', text });

  const places = new PlaceStore(userData, (text) => log('warn', text));
  const window: MainWindow = new MainWindow({
    preload: join(built, '..', 'preload', 'index.cjs'),
    place: () =>
      flags.size ?? {
        maximized: places.load()?.maximized ?? false,
        ...fitPlace(
          places.load(),
          screen.getAllDisplays().map(({ workArea }) => workArea),
          { width: 1280, height: 860 },
        ),
      },
    remember: (place) => places.save(place),
    hidesOnClose: () => false,
    onGone: (reason) => dialog.showErrorBox('Lookout', `Its window cannot be drawn: ${reason}.`),
    log: (text, data) => log('warn', text, data),
  });
  const settings = new SettingsStore({ folder: userData, onProblem: fail });
  nativeTheme.themeSource = flags.theme ?? settings.get().theme;

  const monitor = new MonitorHost({
    spawn: () => new Worker(join(built, 'monitor-worker.js')),
    onSnapshot: (snapshot) => {
      window.push(snapshot);
      refresh();
    },
    log,
  });
  const demo = new DemoHost({
    script: join(built, 'demo.js'),
    log,
    onGone: () => fail('The demo ended by itself.'),
  });
  const watching = new Watching({
    settings,
    demo,
    watch: (target) => monitor.watch(target, settings.get()),
    onProblem: fail,
  });

  const deeds: Deeds = {
    openFolder: async () => {
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory'] });
      const [folder] = filePaths;
      if (folder !== undefined) watching.openRoot(folder);
    },
    openRoot: (root) => watching.openRoot(root),
    openDemo: () => watching.openDemo(),
    goTo: (target) => {
      window.show();
      window.send('navigate', target);
    },
    openPalette: () => {
      window.show();
      window.send('openPalette', null);
    },
    closeWindow: () => window.close(),
    zoom: (step) => window.zoom(step),
    toggleFullScreen: () => window.toggleFullScreen(),
    setTheme: (theme) => void settings.change({ theme }),
    setPaused: (paused) => monitor.setPaused(paused),
    scanNow: async () => {
      await monitor.request('scanNow', undefined);
    },
    verifyIndexes: async () => {
      await monitor.request('verifyIndexes', undefined);
      done('Indexes verified.');
    },
    copyDiagnostics: () => {},
    openLogs: async () => {
      await shell.openPath(logs);
    },
    about: () => app.showAboutPanel(),
    quit: () => app.quit(),
    crashWatcher: process.env['LOOKOUT_TEST'] === '1' ? () => monitor.crash() : null,
  };
  const actions = (): readonly Action[] =>
    listActions(deeds, {
      settings: settings.get(),
      snapshot: monitor.latest,
      paused: monitor.paused,
      hasWindow: window.isVisible,
      isMac,
    });
  const runAction = async (id: string): Promise<void> => {
    const action = actions().find((one) => one.id === id);
    if (action === undefined) throw new CommandFailure('not-found', 'There is no such action.');
    if (action.enabled) await action.run();
  };
  const click = (id: string): void => {
    runAction(id).catch((error: unknown) => fail(String(error)));
  };
  let shown = '';
  const refresh = (): void => {
    const now = actions();
    const showing = JSON.stringify(now);
    if (showing === shown) return;
    shown = showing;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(now, isMac, click)));
    window.send('actions', now.map(toItem));
  };
  settings.onChange((changed) => {
    nativeTheme.themeSource = flags.theme ?? changed.theme;
    monitor.setSettings(changed);
    window.send('settings', changed);
    refresh();
  });

  registerCommands({
    ipc: ipcMain,
    mainFrame: () => window.browserWindow?.webContents.mainFrame ?? null,
    log: (text, error) => log('warn', text, error),
    handlers: {
      getSnapshot: () => {
        window.attached();
        return monitor.latest;
      },
      setPaused: (paused) => {
        monitor.setPaused(paused);
        return null;
      },
      setRange: (rangeMin) => {
        settings.change({ rangeMin });
        return null;
      },
      getTask: (which) => monitor.request('getTask', which),
      getSettings: () => settings.get(),
      saveSettings: (changed) => settings.set(changed),
      listActions: () => actions().map(toItem),
      runAction: async (id) => {
        await runAction(id);
        return null;
      },
      copyText: async (text) => {
        await clipboard.writeText(text);
        return null;
      },
    },
  });
  refresh();
  window.show();
  if (flags.view !== null) window.send('navigate', { view: flags.view });
  watching.start(flags.target);

  app.on('second-instance', () => window.show());
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => app.quit());
  let isStopped = false;
  const stopAll = async (): Promise<void> => {
    await Promise.allSettled([monitor.stop(), demo.stop()]);
    isStopped = true;
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    window.quit();
    void stopAll();
  });
}
