import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { Lookout } from './lookout.ts';

/**
 * Quitting waits for the watcher and the demo, each of which is ended by force after its bounded
 * wait. Without a window (and without a tray that keeps it) there is nothing to stay for.
 */
export function quitCleanly({ window, monitor, maintenance, demo, log }: Lookout): void {
  let state: 'running' | 'asking' | 'stopping' | 'stopped' = 'running';
  const stop = async (): Promise<void> => {
    // What works on a database ends before the demo takes its databases away.
    await Promise.allSettled([maintenance.stop(), monitor.stop()]);
    await demo.stop().catch((error: unknown) => log('warn', 'The demo did not stop.', error));
    state = 'stopped';
    app.quit();
  };
  const quit = (): void => {
    window.quit();
    if (state === 'stopping') return;
    state = 'stopping';
    log('info', 'Lookout quits.');
    void stop();
  };
  const ask = async (what: string): Promise<void> => {
    state = 'asking';
    window.show();
    const isYes = await askToStop(window.browserWindow, what);
    state = 'running';
    if (isYes) quit();
  };
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'asking') return;
    const { running } = maintenance;
    if (running === null || state === 'stopping') quit();
    else void ask(running.title);
  });
  app.on('window-all-closed', () => app.quit());
  // A terminal, a service manager or `npm start` ends us so; Electron alone would drop dead.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    // Nobody is there to be asked: what runs is cancelled, which leaves its database as it was.
    process.on(signal, quit);
}

async function askToStop(parent: BrowserWindow | null, what: string): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    message: `${what}: stop it and quit?`,
    detail: 'What it does is given up, and the database is left as it was.',
    buttons: ['Go on', 'Stop and quit'],
    defaultId: 0,
    cancelId: 0,
  };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 1;
}
