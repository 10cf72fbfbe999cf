import { describe, expect, it } from 'vitest';
import type { WatchTarget } from '../../src/core/monitor/port.ts';
import { SettingsStore } from '../../src/main/settings-store.ts';
import { Watching, type DemoPlace } from '../../src/main/watching.ts';
import { tempFolder } from '../lib/temp-folder.ts';

const place: DemoPlace = { root: '/tmp/demo', tmuxSocket: 'lookout-demo' };

function start(demo: () => Promise<DemoPlace> = () => Promise.resolve(place)) {
  const settings = new SettingsStore({ folder: tempFolder(), onProblem: () => {} });
  const watched: WatchTarget[] = [];
  const said: string[] = [];
  const demos: string[] = [];
  const watching = new Watching({
    settings,
    demo: {
      start: () => {
        demos.push('start');
        return demo();
      },
      stop: () => {
        demos.push('stop');
        return Promise.resolve();
      },
    },
    watch: (target) => watched.push(target),
    onProblem: (text) => said.push(text),
  });
  settings.onChange((_now, before) => watching.settingsChanged(before));
  return { settings, watching, watched, said, demos };
}

/** Lets promises that are settled already run on. */
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('Watching', () => {
  it('shows the demo when nothing is configured', async () => {
    const { watching, watched } = start();
    watching.start({});
    await settle();
    expect(watched).toMatchObject([{ demo: true, root: '/tmp/demo', tmuxSocket: 'lookout-demo' }]);
  });

  it('prefers the command line, and leaves the settings alone', () => {
    const { watching, watched, settings } = start();
    settings.change({ root: '/mine', tmuxSocket: 'mine' });
    watching.start({ assignerDb: '/x/a.db' });
    settings.change({ tmuxSocket: 'other' });
    expect(watched).toMatchObject([{ assignerDb: '/x/a.db', root: null, tmuxSocket: null }]);
    expect(settings.get().root).toBe('/mine');
  });

  it('opens a folder for good, and lists it first among the recent ones', () => {
    const { watching, watched, settings, demos } = start();
    for (const root of ['/one', '/two', '/one']) watching.openRoot(root);
    expect(watched.map(({ root }) => root)).toEqual(['/one', '/two', '/one']);
    expect(settings.get()).toMatchObject({ root: '/one', recentRoots: ['/one', '/two'] });
    expect(demos).not.toContain('start');
    watching.start({});
    expect(watched.at(-1)?.root).toBe('/one');
  });

  it('follows the settings where they decide', () => {
    const { watching, watched, settings } = start();
    watching.openRoot('/one');
    settings.change({ theme: 'dark' });
    settings.change({ tmuxSocket: 'agents' });
    expect(watched.map(({ tmuxSocket }) => tmuxSocket)).toEqual([null, 'agents']);
  });

  it('does not let a late demo undo a later choice', async () => {
    const { promise, resolve } = Promise.withResolvers<DemoPlace>();
    const { watching, watched } = start(() => promise);
    watching.openDemo();
    watching.openRoot('/one');
    resolve(place);
    await settle();
    expect(watched.map(({ root }) => root)).toEqual(['/one']);
  });

  it('says what keeps the demo from starting, and watches nothing then', async () => {
    const { watching, watched, said } = start(() => Promise.reject(new Error('no tmux')));
    watching.openDemo();
    await settle();
    expect(watched).toMatchObject([{ demo: false, root: null }]);
    expect(said).toEqual([expect.stringContaining('no tmux')]);
  });
});
