import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Lookout's own data, where the app (Electron's userData) and the command line both keep it, so
 * that they share one journal and one set of locks. `given` is `--user-data-dir`.
 */
export function dataFolder(given?: string): string {
  return given ? resolve(given) : join(configFolder(), 'Lookout');
}

function configFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  const own = process.env[process.platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME'];
  return own || join(homedir(), process.platform === 'win32' ? 'AppData/Roaming' : '.config');
}
