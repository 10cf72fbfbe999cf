import { extname, join, sep } from 'node:path';

/** The window's own address space: what is served where, as what, and under which rules. */

export const scheme = 'lookout';
const origin = `${scheme}://app`;
export const startUrl = `${origin}/index.html`;

/** Whether a URL belongs to the window's own origin; compares parts, never prefixes. */
export function isOurs(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${scheme}:` && host === 'app' && username === '' && password === '';
}

/** The file inside `folder` that a URL names; null when it names none there. */
export function fileOf(url: string, folder: string): string | null {
  if (!isOurs(url)) return null;
  const path = decoded(new URL(url).pathname);
  if (path === null || path.includes('\0') || path.includes('\\')) return null;
  const file = join(folder, path);
  return file.startsWith(folder + sep) && contentTypes.has(extname(file)) ? file : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Everything the build puts beside index.html; anything else is not served. */
const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/** No inline code, no eval, no network, no frames, no strings where the DOM wants code. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export function headersFor(file: string): Record<string, string> {
  return {
    'Content-Type': contentTypes.get(extname(file)) ?? 'text/plain; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
  };
}
