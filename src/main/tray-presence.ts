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
  #onLook: () => void = () => {};

  get isFound(): boolean {
    return this.#isFound;
  }

  /**
   * Whether an icon is worth making. Older X desktops have trays of an older kind, which cannot be
   * asked for; where there is no desktop at all, an icon would only load GTK for nobody.
   */
  get mayBeSeen(): boolean {
    return this.#isFound || process.env['XDG_SESSION_TYPE'] === 'x11';
  }

  /** Called after each look. */
  onLook(listener: () => void): void {
    this.#onLook = listener;
  }

  /** Looks again: a tray may come after us, and go. */
  async look(): Promise<void> {
    if (process.platform === 'linux') this.#isFound = await hasNotifierHost();
    this.#onLook();
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
