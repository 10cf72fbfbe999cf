import { describe, expect, it } from 'vitest';
import { parseArguments, type Arguments } from '../../src/main/arguments.ts';

const context = { cwd: '/work', version: '1.2.3', isDefaultApp: false };

function run(...argv: string[]): Arguments {
  const parsed = parseArguments(['lookout', ...argv], context);
  if (parsed.kind !== 'run') throw new Error(parsed.text);
  return parsed.arguments;
}

function refuse(...argv: string[]): string {
  const parsed = parseArguments(['lookout', ...argv], context);
  if (parsed.kind !== 'exit') throw new Error('was accepted');
  expect(parsed.code).toBe(2);
  return parsed.text;
}

describe('parseArguments', () => {
  it('runs without flags', () => {
    expect(run()).toEqual({
      target: { root: null, architectDb: null, assignerDb: null, tmuxSocket: null, demo: false },
      screenshot: null,
      picture: null,
      view: null,
      theme: null,
      size: null,
    });
  });

  it('makes paths absolute from where it was started', () => {
    const { target, screenshot } = run(
      '--root',
      'fleet',
      '--assigner-db=/a.db',
      '--screenshot',
      'x.png',
    );
    expect(target.root).toBe('/work/fleet');
    expect(target.assignerDb).toBe('/a.db');
    expect(screenshot).toBe('/work/x.png');
  });

  it('reads view, theme and size', () => {
    expect(run('--view', 'queue', '--theme', 'dark', '--size', '1600x1000')).toMatchObject({
      view: 'queue',
      theme: 'dark',
      size: { width: 1600, height: 1000 },
    });
  });

  it('leaves the switches of Electron and Chromium alone', () => {
    const { target } = run(
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '--user-data-dir=/tmp/x',
      '--demo',
      '--enable-features=Foo',
      '--ozone-platform-hint=auto',
      '--log-level=3',
    );
    expect(target.demo).toBe(true);
  });

  it('drops the app folder that an unpackaged Electron is started with', () => {
    const parsed = parseArguments(
      ['electron', '--inspect=0', '-r', '/loader.js', '/app', '--no-sandbox', '--demo'],
      { ...context, isDefaultApp: true },
    );
    expect(parsed).toMatchObject({ kind: 'run', arguments: { target: { demo: true } } });
  });

  it.each([
    ['a misspelt flag', ['--rooot', 'x'], '--rooot'],
    ['a flag without its value', ['--root'], 'argument missing'],
    ['an unknown view', ['--view', 'nowhere'], 'nowhere'],
    ['a size that is none', ['--size', 'large'], '1600x1000'],
    ['a socket path', ['--tmux-socket', '/tmp/x'], 'not a path'],
    ['something more', ['stray'], 'too many arguments'],
  ])('says in one line what is wrong with %s', (_case, argv, words) => {
    const text = refuse(...argv);
    expect(text).toContain(words);
    expect(text).toMatch(/^lookout: [^\n]+$/);
  });

  it('explains itself and exits with 0', () => {
    expect(parseArguments(['lookout', '--help'], context)).toMatchObject({ kind: 'exit', code: 0 });
    expect(parseArguments(['lookout', '--version'], context)).toEqual({
      kind: 'exit',
      code: 0,
      text: '1.2.3',
    });
  });
});
