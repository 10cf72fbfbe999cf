import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openingPlace, PlaceStore } from '../../src/main/window-place.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const place = { x: 2000, y: 100, width: 1000, height: 700, maximized: true };

describe('openingPlace', () => {
  it('opens where the window was', () => {
    expect(openingPlace(null, place, [screen, right])).toEqual({
      bounds: { x: 2000, y: 100, width: 1000, height: 700 },
      isMaximized: true,
      isContentSize: false,
    });
  });

  it.each([
    ['its screen is gone', place],
    ['its title bar is above every screen', { ...place, x: 100, y: -500 }],
    ['its title bar is below', { ...place, x: 100, y: 1075 }],
    ['hardly anything of it is left of the edge', { ...place, x: 1900, y: 100 }],
  ])('keeps only the size when %s', (_case, stored) => {
    expect(openingPlace(null, stored, [screen]).bounds).toEqual({ width: 1000, height: 700 });
  });

  it('has a usual size at first', () => {
    expect(openingPlace(null, null, [screen]).bounds).toEqual({ width: 1280, height: 860 });
  });

  it('takes a size that was asked for as that of the page', () => {
    expect(openingPlace({ width: 1024, height: 700 }, place, [screen, right])).toEqual({
      bounds: { width: 1024, height: 700 },
      isMaximized: false,
      isContentSize: true,
    });
  });
});

describe('PlaceStore', () => {
  it('keeps the place between starts', () => {
    const folder = tempFolder();
    new PlaceStore(folder, () => {}).save(place);
    expect(new PlaceStore(folder, () => {}).load()).toEqual(place);
  });

  it('knows no place from a file that holds none', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'window.json'), '{"x":"left"}');
    expect(new PlaceStore(folder, () => {}).load()).toBeNull();
  });

  it('logs what keeps it from saving, and goes on', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    const said: string[] = [];
    new PlaceStore(join(folder, 'file'), (text) => said.push(text)).save(place);
    expect(said).toHaveLength(1);
  });
});
