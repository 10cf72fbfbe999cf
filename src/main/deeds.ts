import { arch, homedir, release } from 'node:os';
import { app, clipboard, shell } from 'electron';
import type { Deeds } from './actions.ts';
import { diagnostics } from './diagnostics.ts';
import { askFolder } from './folder-dialog.ts';
import type { Lookout } from './lookout.ts';

/** What each action does. */
export function createDeeds(lookout: Lookout): Deeds {
  const { window, monitor, maintenance, watching, settings, notices, folders, tray } = lookout;
  return {
    openFolder: async () => {
      const folder = await askFolder(window.browserWindow);
      if (folder !== null) watching.openRoot(folder);
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
    setTheme: (theme) => {
      settings.change({ theme });
    },
    setPaused: (paused) => monitor.setPaused(paused),
    scanNow: async () => {
      await monitor.request('scanNow', undefined);
    },
    verifyIndexes: async () => {
      await monitor.request('verifyIndexes', undefined);
      notices.done('Every index has been verified.');
    },
    cancelMaintenance: () => maintenance.cancel(),
    copyDiagnostics: async () => {
      const { electron, chrome, node } = process.versions;
      const machine = {
        lookout: app.getVersion(),
        electron,
        chromium: chrome,
        node,
        system: `${process.platform} ${release()} ${arch()}`,
        home: homedir(),
        hasTray: tray.isFound,
      };
      await clipboard.writeText(diagnostics(machine, settings.get(), monitor.latest, Date.now()));
      notices.done('Diagnostics copied. They hold no task, no screen and no session name.');
    },
    openLogs: async () => {
      const problem = await shell.openPath(folders.logs);
      if (problem !== '') notices.failed(`The log folder is ${folders.logs}; it did not open.`);
    },
    about: () => app.showAboutPanel(),
    quit: () => app.quit(),
    crashWatcher: process.env['LOOKOUT_TEST'] === '1' ? () => monitor.crash() : null,
  };
}
