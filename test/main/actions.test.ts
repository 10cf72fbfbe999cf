import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/shared/settings.ts';
import { ActionCenter } from '../../src/main/action-center.ts';
import { listActions, toItem, type Deeds, type Situation } from '../../src/main/actions.ts';
import { menuTemplate } from '../../src/main/menu.ts';
import { fullSnapshot } from '../renderer/fixtures/full.ts';

const situation: Situation = {
  settings: { ...defaultSettings, recentRoots: ['/fleet/one', '/fleet/two'] },
  snapshot: fullSnapshot(Date.UTC(2026, 10, 12)),
  paused: false,
  hasWindow: true,
  maintenance: { isPossible: true, isRunning: false },
  isMac: false,
};

/** Deeds that note what was done. */
function noting(): { deeds: Deeds; done: string[] } {
  const done: string[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]): void =>
      void done.push([name, ...values.map((value) => JSON.stringify(value))].join(' '));
  const noteLater =
    (name: string) =>
    (...values: unknown[]): Promise<void> =>
      Promise.resolve(note(name)(...values));
  return {
    done,
    deeds: {
      openFolder: noteLater('openFolder'),
      openRoot: note('openRoot'),
      openDemo: note('openDemo'),
      goTo: note('goTo'),
      openPalette: note('openPalette'),
      closeWindow: note('closeWindow'),
      zoom: note('zoom'),
      toggleFullScreen: note('toggleFullScreen'),
      setTheme: note('setTheme'),
      setPaused: note('setPaused'),
      scanNow: noteLater('scanNow'),
      verifyIndexes: noteLater('verifyIndexes'),
      cancelMaintenance: noteLater('cancelMaintenance'),
      copyDiagnostics: noteLater('copyDiagnostics'),
      openLogs: noteLater('openLogs'),
      about: note('about'),
      quit: note('quit'),
      crashWatcher: null,
    },
  };
}

const list = (changed: Partial<Situation> = {}) =>
  listActions(noting().deeds, { ...situation, ...changed });

type Menu = ReturnType<typeof menuTemplate>;

const itemsOf = (menu: Menu): Menu =>
  menu.flatMap((item) => (Array.isArray(item.submenu) ? itemsOf(item.submenu) : [item]));

describe('listActions', () => {
  it('has every id, and every key, once', () => {
    for (const isMac of [false, true]) {
      const actions = list({ isMac });
      const ids = actions.map(({ id }) => id);
      const keys = actions.flatMap(({ accelerator }) => accelerator ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('opens what asks about indexes, and offers to stop only what runs', async () => {
    const { deeds, done } = noting();
    const enabled = (maintenance: Situation['maintenance']) =>
      listActions(deeds, { ...situation, maintenance }).filter(
        ({ id, enabled: can }) => can && /^maintenance\.(?!verify)/.test(id),
      );
    for (const { run } of enabled({ isPossible: true, isRunning: false })) await run();
    expect(done).toEqual([
      ...['create', 'rollback', 'analyze', 'optimize', 'check', 'backup'].map(
        (ask) => `goTo {"view":"maintenance","ask":"${ask}"}`,
      ),
      'goTo {"view":"maintenance","tab":"advisor"}',
    ]);
    const running = enabled({ isPossible: true, isRunning: true });
    expect(running.map(({ id }) => id)).toEqual(['maintenance.advise', 'maintenance.cancel']);
    expect(enabled({ isPossible: false, isRunning: false })).toEqual([]);
  });

  it('leads to the views with the keys 1 to 7, in their order', async () => {
    const { deeds, done } = noting();
    const views = listActions(deeds, situation).filter(
      ({ accelerator }) =>
        /^CmdOrCtrl\+\d$/.test(accelerator ?? '') && accelerator !== 'CmdOrCtrl+0',
    );
    for (const { run } of views) await run();
    expect(done).toEqual(
      ['overview', 'queue', 'sessions', 'history', 'maintenance', 'alerts', 'settings'].map(
        (view) => `goTo {"view":"${view}"}`,
      ),
    );
  });

  it('says Resume while paused, and scans nothing then', () => {
    const actions = list({ paused: true });
    expect(actions.find(({ id }) => id === 'monitor.pause')?.label).toBe('Resume');
    expect(actions.find(({ id }) => id === 'monitor.scanNow')?.enabled).toBe(false);
  });

  it('offers to crash the watcher to tests only', () => {
    expect(list().some(({ id }) => id === 'monitor.crash')).toBe(false);
  });
});

describe('menuTemplate', () => {
  it.each([false, true])('holds every action once, with its key (Mac: %s)', (isMac) => {
    const actions = list({ isMac });
    const items = itemsOf(menuTemplate(actions, isMac, () => {})).filter(({ id }) => id);
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set(actions.map(({ id }) => id)));
    expect(items).toHaveLength(actions.length);
    for (const item of items) {
      const action = actions.find(({ id }) => id === item.id);
      expect(item.accelerator ?? null).toBe(action?.accelerator ?? null);
      expect(item.enabled).toBe(action?.enabled);
    }
  });

  it('runs an action by its id', () => {
    const ran: string[] = [];
    const items = itemsOf(menuTemplate(list(), false, (id) => ran.push(id)));
    const open = items.find(({ id }) => id === 'file.recent.1');
    if (open?.click === undefined) throw new Error('has no click');
    Reflect.apply(open.click, open, []);
    expect(ran).toEqual(['file.recent.1']);
  });

  it('marks the theme that is set', () => {
    const settings = { ...situation.settings, theme: 'dark' as const };
    const items = itemsOf(menuTemplate(list({ settings }), false, () => {}));
    const checked = items.filter((item) => item.checked === true);
    expect(checked.map(({ id }) => id)).toEqual(['view.theme.dark']);
  });
});

describe('toItem', () => {
  it('says in one line what the menu says in two steps', () => {
    const recent = list().find(({ id }) => id === 'file.recent.0');
    expect(recent && toItem(recent)).toEqual({
      id: 'file.recent.0',
      label: 'Open recent: /fleet/one',
      group: 'File',
      accelerator: null,
      enabled: true,
    });
  });
});

function center(changed: Partial<Situation> = {}) {
  const { deeds, done } = noting();
  const told: number[] = [];
  let now = { ...situation, ...changed };
  const actions = new ActionCenter({
    list: () => listActions(deeds, now),
    onChange: ({ length }) => told.push(length),
    onFailure: (text) => done.push(`failed: ${text}`),
  });
  return {
    actions,
    done,
    told,
    change: (part: Partial<Situation>) => (now = { ...now, ...part }),
  };
}

describe('ActionCenter', () => {
  it('runs what can be done, and refuses the rest', async () => {
    const { actions, done } = center({ paused: true });
    await actions.run('file.recent.1');
    expect(done).toEqual(['openRoot "/fleet/two"']);
    await expect(actions.run('monitor.scanNow')).rejects.toMatchObject({ kind: 'refused' });
    await expect(actions.run('rm')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tells about changes only', () => {
    const { actions, told, change } = center();
    actions.refresh();
    actions.refresh();
    expect(told).toHaveLength(1);
    change({ paused: true });
    actions.refresh();
    expect(told).toHaveLength(2);
  });
});
