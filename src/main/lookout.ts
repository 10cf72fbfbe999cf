import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, dialog, ipcMain, Menu, nativeTheme, screen } from 'electron';
import { historyFile, rulesFile } from '../core/data-folder.ts';
import type { Log } from '../core/log.ts';
import { AlertCommands } from './alert-command.ts';
import { journalFileIn } from '../core/maintenance/journal.ts';
import { ActionCenter } from './action-center.ts';
import { listActions } from './actions.ts';
import type { Arguments } from './arguments.ts';
import { createDeeds } from './deeds.ts';
import { DemoHost } from './demo-host.ts';
import { createHandlers } from './handlers.ts';
import { registerCommands } from './ipc.ts';
import { openLog } from './logs.ts';
import { utilityChild } from './maintenance-child.ts';
import { MaintenanceHost } from './maintenance-host.ts';
import { menuTemplate } from './menu.ts';
import { MonitorHost } from './monitor-host.ts';
import { Notices } from './notices.ts';
import { Notifications } from './notifications.ts';
import type { Folders } from './profile.ts';
import { SettingsStore } from './settings-store.ts';
import { Telling } from './telling.ts';
import { LookoutTray } from './tray.ts';
import { TrayPresence } from './tray-presence.ts';
import { Watching } from './watching.ts';
import { MainWindow } from './window.ts';
import { openingPlace, PlaceStore } from './window-place.ts';

const isMac = process.platform === 'darwin';

/** The parts of the running application. */
export interface Lookout {
  readonly flags: Arguments;
  readonly folders: Folders;
  readonly log: Log;
  readonly notices: Notices;
  readonly settings: SettingsStore;
  readonly window: MainWindow;
  readonly monitor: MonitorHost;
  readonly maintenance: MaintenanceHost;
  readonly demo: DemoHost;
  readonly watching: Watching;
  readonly tray: TrayPresence;
}

/**
 * Makes the parts; nothing is shown or watched yet. May run before Electron is ready. `built` is the
 * folder of the built main process.
 */
export function createLookout(flags: Arguments, folders: Folders, built: string): Lookout {
  const log = openLog(folders.logs);
  const notices = new Notices(log);
  const settings = new SettingsStore({ folder: folders.profile, onProblem: notices.failed });
  const tray = new TrayPresence();
  const monitor = new MonitorHost({
    spawn: () =>
      new Worker(join(built, 'monitor-worker.js'), {
        workerData: {
          historyFile: historyFile(folders.profile),
          journalFile: journalFileIn(folders.profile),
          rulesFile: rulesFile(folders.profile),
        },
      }),
    onUnseenCrash: ({ message, action }) => notices.failed(`${message} ${action}`),
    log,
  });
  const demo = new DemoHost({
    script: join(built, 'demo.js'),
    log,
    onGone: () => notices.failed('The demo ended by itself. Open it again from the File menu.'),
  });
  const watching = new Watching({
    settings,
    demo,
    watch: (target) => {
      monitor.watch(target, settings.get());
      maintenance.watch(target);
    },
    onProblem: notices.failed,
  });
  const places = new PlaceStore(folders.profile, (text) => log('warn', text));
  const window = new MainWindow({
    preload: join(built, '..', 'preload', 'index.cjs'),
    icon: iconFile(built, 'app.png'),
    place: () => openingPlace(flags.size, places.load(), workAreas()),
    remember: (place) => flags.size === null && places.save(place),
    hidesOnClose: () => isMac || (settings.get().closeToTray && tray.isFound),
    onGone: (reason) =>
      dialog.showErrorBox('Lookout', `Its window cannot be drawn (${reason}). Start it again.`),
    log: (text) => log('warn', text),
  });
  const maintenance = new MaintenanceHost({
    dataDir: folders.profile,
    start: utilityChild(join(built, 'maintenance-child.js'), log),
    log,
    onProgress: (progress) => window.isVisible && window.send('maintenanceProgress', progress),
    onChanged: () => void monitor.verifySoon(),
    onLeft: notices.failed,
  });
  const parts = { window, monitor, maintenance, demo, watching, tray };
  return { flags, folders, log, notices, settings, ...parts };
}

const workAreas = () => screen.getAllDisplays().map(({ workArea }) => workArea);

const iconFile = (built: string, ...path: string[]): string =>
  join(built, '..', '..', 'resources', 'icons', ...path);

/** Connects the parts with the menu, the tray and the page. */
export function connectLookout(lookout: Lookout, built: string): void {
  const { flags, notices, settings, window, monitor, maintenance, tray, watching, log } = lookout;
  const deeds = createDeeds(lookout);
  const actions = new ActionCenter({
    list: () =>
      listActions(deeds, {
        settings: settings.get(),
        snapshot: monitor.latest,
        paused: monitor.paused,
        hasWindow: window.isVisible,
        maintenance: {
          isPossible: maintenance.hasDatabases,
          isRunning: maintenance.running !== null,
        },
        isMac,
      }),
    onChange: (list) => {
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(list, isMac, actions.click)));
      window.send('actions', actions.items());
    },
    onFailure: notices.failed,
  });
  const icon = new LookoutTray({
    icons: iconFile(built, 'tray'),
    onShow: () => window.show(),
    onTarget: (target) => deeds.goTo(target),
    onTogglePause: () => actions.click('monitor.pause'),
    onQuit: () => app.quit(),
  });
  let wasShown = false;
  const refresh = (): void => {
    // Menus and the like come after the first picture: nobody can use them before.
    if (!wasShown) return;
    actions.refresh();
    icon.update(monitor.latest, monitor.paused);
  };
  const notifications = new Notifications({ onClick: (target) => deeds.goTo(target), log });
  const telling = new Telling({
    settings: () => settings.get().alerts,
    notify: (delivery) => notifications.show(delivery),
    commands: new AlertCommands(),
    onProblem: notices.failed,
  });
  monitor.onDelivery(telling.tell);
  notices.showWith((notice) => window.send('notice', notice));
  monitor.onSnapshot((snapshot) => {
    window.push(snapshot);
    refresh();
  });
  monitor.onPause(refresh);
  maintenance.onState((state) => {
    window.send('maintenance', state);
    refresh();
  });
  window.onVisibility(() => {
    wasShown = true;
    refresh();
    void tray.look();
  });
  tray.onLook(() => icon.setPresent(tray.mayBeSeen));
  settings.onChange((changed, previous) => {
    nativeTheme.themeSource = flags.theme ?? changed.theme;
    monitor.setSettings(changed);
    watching.settingsChanged(previous);
    window.send('settings', changed);
    refresh();
  });
  registerCommands({
    ipc: ipcMain,
    handlers: createHandlers(lookout, actions),
    mainFrame: () => window.browserWindow?.webContents.mainFrame ?? null,
    log: (text, data) => log('warn', text, data),
  });
  nativeTheme.themeSource = flags.theme ?? settings.get().theme;
}
