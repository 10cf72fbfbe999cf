import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A desktop that has not answered by then has no tray to rely on, ms. */
const ANSWER_MS = 2000;

/**
 * Whether a tray icon can be seen here. On Linux the system does not say, and an icon without a
 * tray is silently nothing: only a desktop with a StatusNotifier host is believed.
 */
export class TrayPresence {
  #isFound = process.platform !== 'linux';

  get isFound(): boolean {
    return this.#isFound;
  }

  /** Looks again: a tray may come after us, and go. */
  async look(): Promise<void> {
    if (process.platform === 'linux') this.#isFound = await hasNotifierHost();
  }
}

async function hasNotifierHost(): Promise<boolean> {
  const call = ['call', '--session', '--dest', 'org.freedesktop.DBus'];
  const path = ['--object-path', '/org/freedesktop/DBus'];
  const question = [
    '--method',
    'org.freedesktop.DBus.NameHasOwner',
    'org.kde.StatusNotifierWatcher',
  ];
  try {
    const { stdout } = await promisify(execFile)('gdbus', [...call, ...path, ...question], {
      timeout: ANSWER_MS,
    });
    return stdout.includes('true');
  } catch {
    return false;
  }
}
