import { join } from 'node:path';
import { app, dialog } from 'electron';
import { namesTarget, parseArguments, type Arguments } from './arguments.ts';
import { quitCleanly } from './quit.ts';
import { connectLookout, createLookout } from './lookout.ts';
import { showPictures } from './pictures.ts';
import { followPower } from './power.ts';
import { isOnlyInstance, onSecondInstance, openProfile } from './profile.ts';
import { declareScheme, serveScheme } from './scheme.ts';
import { hardenProcess, hardenSession } from './security.ts';
import { driverAttached } from './test-driver.ts';

/** Folder of the built main process. */
const built = import.meta.dirname;

async function run(flags: Arguments): Promise<void> {
  const folders = openProfile();
  if (!isOnlyInstance(flags.target)) return app.exit(0);
  const lookout = createLookout(flags, folders, built);
  const { window, watching, monitor, log } = lookout;
  // The watcher loads while Electron gets ready.
  monitor.warmUp();
  await app.whenReady();
  const hardened = hardenSession();
  serveScheme(join(built, '..', 'renderer'));
  connectLookout(lookout, built);
  quitCleanly(lookout);
  followPower(log, () => void monitor.scanSoon());
  onSecondInstance((target) => {
    window.show();
    if (namesTarget(target)) watching.start(target);
  });
  app.on('activate', () => window.show());

  await hardened;
  await driverAttached();
  window.show();
  if (flags.view !== null) window.send('navigate', { view: flags.view });
  watching.start(flags.target);
  showPictures(lookout);
}

const parsed = parseArguments(process.argv, {
  cwd: process.cwd(),
  version: app.getVersion(),
  isDefaultApp: process.defaultApp,
});

if (parsed.kind === 'exit') {
  (parsed.code === 0 ? process.stdout : process.stderr).write(`${parsed.text}\n`);
  app.exit(parsed.code);
} else {
  hardenProcess();
  declareScheme();
  // Not awaited: Electron is not ready before its entry module has run to the end.
  run(parsed.arguments).catch((error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    dialog.showErrorBox('Lookout could not start', words);
    app.exit(1);
  });
}
