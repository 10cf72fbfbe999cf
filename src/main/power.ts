import { powerMonitor } from 'electron';
import type { Log } from '../core/log.ts';

/** After sleep everything shown is old: it is read anew at once. */
export function followPower(log: Log, onResume: () => void): void {
  powerMonitor.on('suspend', () => log('info', 'The computer goes to sleep.'));
  powerMonitor.on('resume', () => {
    log('info', 'The computer is awake again.');
    onResume();
  });
}
