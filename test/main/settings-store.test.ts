import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultSettings } from '../../src/shared/settings.ts';
import { SettingsStore } from '../../src/main/settings-store.ts';
import { tempFolder } from '../lib/temp-folder.ts';

function open(folder: string) {
  const problems: string[] = [];
  const store = new SettingsStore({ folder, onProblem: (text) => problems.push(text) });
  return { store, problems, file: join(folder, 'settings.json') };
}

/** A file system of 64 kB of its own; needs root, which the machine of CI is. */
function smallDisk(): string {
  const folder = tempFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

describe('SettingsStore', () => {
  it('starts with the defaults, and writes nothing until something is set', () => {
    const { store, problems, file } = open(tempFolder());
    expect(store.get()).toEqual(defaultSettings);
    expect(problems).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps what was set for the next start, readable by its owner only', () => {
    const folder = join(tempFolder(), 'made', 'on', 'demand');
    const { store, file } = open(folder);
    store.change({ theme: 'dark', root: '/fleet' });
    expect(open(folder).store.get()).toMatchObject({ theme: 'dark', root: '/fleet' });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('gives missing values their default and drops unknown ones', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'settings.json'), '{"closeToTray":false,"colour":"mauve"}');
    const { store, problems } = open(folder);
    expect(store.get()).toEqual({ ...defaultSettings, closeToTray: false });
    expect(problems).toEqual([]);
  });

  it.each([
    ['no JSON', '{"theme": "da'],
    ['a wrong value', '{"theme":"mauve"}'],
    ['an empty file', ''],
    ['a list', '[]'],
  ])('sets %s aside and names it', (_case, text) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'settings.json'), text);
    const { store, problems } = open(folder);
    expect(store.get()).toEqual(defaultSettings);
    const [kept = ''] = readdirSync(folder);
    expect(kept).toMatch(/^settings\.json\.broken-/);
    expect(readFileSync(join(folder, kept), 'utf8')).toBe(text);
    expect(problems).toEqual([expect.stringContaining(kept)]);
  });

  it('goes on where a folder is in the way', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'settings.json'));
    const { store, problems } = open(folder);
    expect(store.get()).toEqual(defaultSettings);
    expect(problems).toHaveLength(1);
    store.change({ theme: 'dark' });
    expect(store.get().theme).toBe('dark');
    expect(problems).toHaveLength(2);
  });

  it('goes on with a full disk, says so, and leaves the old file whole', () => {
    const folder = smallDisk();
    const { store, problems, file } = open(folder);
    store.change({ theme: 'light' });
    expect(problems).toEqual([]);
    expect(() => writeFileSync(join(folder, 'ballast'), Buffer.alloc(1_000_000))).toThrow(/ENOSPC/);
    store.change({ theme: 'dark' });
    expect(store.get().theme).toBe('dark');
    expect(problems).toEqual([expect.stringContaining('The disk is full')]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ theme: 'light' });
  });

  it('goes on with a read-only disk', () => {
    const folder = smallDisk();
    const { store, problems } = open(folder);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    store.change({ theme: 'dark' });
    expect(store.get().theme).toBe('dark');
    expect(problems).toEqual([expect.stringContaining('read-only')]);
  });

  it('tells listeners what changed from what', () => {
    const { store } = open(tempFolder());
    const heard: string[] = [];
    store.onChange((now, before) => heard.push(`${before.theme} to ${now.theme}`));
    store.change({ theme: 'dark' });
    store.change({ theme: 'light' });
    expect(heard).toEqual(['system to dark', 'dark to light']);
  });
});
