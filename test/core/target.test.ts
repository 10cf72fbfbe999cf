import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { watchTarget } from '../../src/core/target.ts';

const of = (flags: Parameters<typeof watchTarget>[0]) => watchTarget(flags);

describe('what is watched', () => {
  test('a folder has both databases in their places', () => {
    expect(of({ root: '/srv/fleet' })).toEqual({
      title: 'fleet',
      root: '/srv/fleet',
      architectDb: '/srv/fleet/data/architect.db',
      assignerDb: '/srv/fleet/data/assigner/assigner.db',
      tmuxSocket: null,
      demo: false,
    });
  });

  test('a file that is named goes before the one in the folder', () => {
    const target = of({ root: '/srv/fleet', assignerDb: '/elsewhere/copy.db' });
    expect(target).toMatchObject({
      architectDb: '/srv/fleet/data/architect.db',
      assignerDb: '/elsewhere/copy.db',
    });
  });

  test('one file alone is enough, and gives its name', () => {
    expect(of({ architectDb: 'copies/architect.db' })).toMatchObject({
      title: 'architect.db',
      root: null,
      architectDb: resolve('copies/architect.db'),
      assignerDb: null,
    });
  });

  test('what is empty was not given', () => {
    expect(of({ root: '', assignerDb: null, tmuxSocket: '' })).toEqual({
      title: 'nothing',
      root: null,
      architectDb: null,
      assignerDb: null,
      tmuxSocket: null,
      demo: false,
    });
  });

  test('the demo is called so, whatever its folder', () => {
    expect(of({ root: '/tmp/x', tmuxSocket: 'x', demo: true })).toMatchObject({
      title: 'demo',
      tmuxSocket: 'x',
      demo: true,
    });
  });
});
