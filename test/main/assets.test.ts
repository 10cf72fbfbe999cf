import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf, headersFor, isOurs } from '../../src/main/assets.ts';

const folder = '/app/renderer';

describe('isOurs', () => {
  it.each(['lookout://app/index.html', 'lookout://app/assets/a.js?x=1#y'])('accepts %s', (url) => {
    expect(isOurs(url)).toBe(true);
  });

  it.each([
    'lookout://app.evil/index.html',
    'lookout://evil/app',
    'lookout://user:password@app/',
    'lookout:app',
    'https://app/',
    'file:///app/renderer/index.html',
    'data:text/html,lookout://app/',
    'about:blank',
    '',
  ])('refuses %s', (url) => {
    expect(isOurs(url)).toBe(false);
  });
});

describe('fileOf', () => {
  it('names files below the folder', () => {
    expect(fileOf('lookout://app/assets/index.js', folder)).toBe('/app/renderer/assets/index.js');
  });

  it.each([
    'lookout://app/..%2f..%2fetc%2fpasswd.html',
    'lookout://app/..%5c..%5csecret.html',
    'lookout://app/a%00.html',
    'lookout://app/%E0%A4%A.html',
    'lookout://app/',
    'lookout://app/notes.txt',
    'lookout://app/index.html.map',
    'lookout://other/index.html',
  ])('names nothing for %s', (url) => {
    expect(fileOf(url, folder)).toBeNull();
  });

  it('stays in the folder where a URL climbs', () => {
    expect(fileOf('lookout://app/%2e%2e/../secret.html', folder)).toBe('/app/renderer/secret.html');
  });

  it('never leads out of the folder', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      'a',
      'x.html',
      '%00',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const file = fileOf(`lookout://app/${parts.join('/')}.html`, folder);
        expect(file === null || join(file).startsWith(`${folder}/`)).toBe(true);
      }),
    );
  });
});

describe('headersFor', () => {
  it('forbids inline code, eval, network and frames on every answer', () => {
    const policy = headersFor('/app/renderer/index.html')['Content-Security-Policy'] ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
    expect(rules.get('default-src')).toBe("default-src 'none'");
    expect(rules.get('script-src')).toBe("script-src 'self'");
    expect(rules.get('style-src')).toBe("style-src 'self'");
    expect(rules.get('connect-src')).toBe("connect-src 'none'");
    expect(rules.get('frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|http/);
  });

  it('says what a file is', () => {
    expect(headersFor('/a/index.js')['Content-Type']).toBe('text/javascript; charset=utf-8');
    expect(headersFor('/a/x.css')['X-Content-Type-Options']).toBe('nosniff');
  });
});
