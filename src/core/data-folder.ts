import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Lookout's own data, where the app (Electron's userData) and the command line both keep it, so
 * that they share one journal and one set of locks. `given` is `--user-data-dir`.
 */
export function dataFolder(given?: string): string {
  return given ? resolve(given) : join(configFolder(), 'Lookout');
}

/** A user's own rules for reading screens (docs/rules.md); it need not exist. */
export const rulesFile = (given?: string): string => join(dataFolder(given), 'rules.json');

/** What Lookout keeps of what it saw (docs/history.md). */
export const historyFile = (given?: string): string => join(dataFolder(given), 'history.db');

function configFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  const own = process.env[process.platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME'];
  return own || join(homedir(), process.platform === 'win32' ? 'AppData/Roaming' : '.config');
}
