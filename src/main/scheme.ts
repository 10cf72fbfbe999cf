import { protocol } from 'electron';
import { fileOf, headersFor, scheme } from './assets.ts';

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Chromium's code for a file that is not there. */
const NOT_FOUND = -6;

/** Serves the built window from `folder` and nothing else. */
export function serveScheme(folder: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- what replaces it reads each file here, in the main process, and loads a whole HTTP client for that at every start (docs/decisions/0011)
  protocol.registerFileProtocol(scheme, ({ method, url }, answer) => {
    const path = method === 'GET' ? fileOf(url, folder) : null;
    answer(path === null ? { error: NOT_FOUND } : { path, headers: headersFor(path) });
  });
}
