import { app } from 'electron';
import type { Lookout } from './lookout.ts';

/**
 * Quitting waits for the watcher and the demo, each of which is ended by force after its bounded
 * wait. Without a window (and without a tray that keeps it) there is nothing to stay for.
 */
export function quitCleanly({ window, monitor, maintenance, demo, log }: Lookout): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const stop = async (): Promise<void> => {
    // What works on a database ends before the demo takes its databases away.
    await Promise.allSettled([maintenance.stop(), monitor.stop()]);
    await demo.stop().catch((error: unknown) => log('warn', 'The demo did not stop.', error));
    state = 'stopped';
    app.quit();
  };
  app.on('before-quit', (event) => {
    window.quit();
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    log('info', 'Lookout quits.');
    void stop();
  });
  app.on('window-all-closed', () => app.quit());
  // A terminal, a service manager or `npm start` ends us so; Electron alone would drop dead.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => app.quit());
}
