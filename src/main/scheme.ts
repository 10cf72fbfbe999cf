import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { fileOf, headersFor, scheme } from './assets.ts';

/** Must run before the app is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the built window from `folder` and nothing else. */
export function serveScheme(folder: string): void {
  protocol.handle(scheme, async ({ method, url }) => {
    const file = method === 'GET' ? fileOf(url, folder) : null;
    if (file === null) return notFound();
    try {
      return new Response(await readFile(file), { headers: headersFor(file) });
    } catch {
      return notFound();
    }
  });
}

const notFound = () => new Response(null, { status: 404, headers: headersFor('') });
