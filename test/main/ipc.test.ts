import { describe, expect, it } from 'vitest';
import { commandNames, commands } from '../../src/shared/contract.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { emptyHistory } from '../renderer/fixtures/history.ts';
import { CommandFailure } from '../../src/main/command-failure.ts';
import { registerCommands, type Handlers } from '../../src/main/ipc.ts';

type Channel = Parameters<typeof registerCommands>[0]['ipc'];
type Listener = Parameters<Channel['handle']>[1];
interface Frame {
  readonly frameTreeNodeId: number;
  readonly url: string;
}

const ours: Frame = { frameTreeNodeId: 7, url: 'lookout://app/index.html' };

/** Registers everything with handlers that note their calls; only Electron's event is a fake. */
function register(changed: Partial<Handlers> = {}, main: Frame | null = ours) {
  const listeners = new Map<string, Listener>();
  const calls: unknown[] = [];
  const note =
    <R>(value: R) =>
    (argument: unknown) => {
      calls.push(argument);
      return value;
    };
  const handlers: Handlers = {
    getSnapshot: note(null),
    setPaused: note(null),
    setRange: note(null),
    getTask: () => {
      throw new CommandFailure('not-found', 'There is no such task.');
    },
    getTimeline: note({
      from: 0,
      to: 1,
      stretches: [],
      totals: [],
      changes: 0,
      isCut: false,
    }),
    getScreen: note({ kind: 'gone', reason: '' }),
    getHistory: note(emptyHistory(0)),
    exportHistory: note(null),
    exportPicture: note(null),
    openTerminal: note(null),
    getSettings: note(defaultSettings),
    saveSettings: note(defaultSettings),
    listAlerts: note([]),
    acknowledgeAlerts: note(null),
    snoozeAlert: note(null),
    tryAlertRule: note({ from: 0, note: null, count: 0, fired: [] }),
    listActions: note([]),
    runAction: note(null),
    copyText: note(null),
    getMaintenance: note({ databases: [], running: null, last: null, journal: [] }),
    planIndexes: note({ id: '', at: 0, asReference: false, indexes: [], problems: [] }),
    stopPlanning: note(null),
    applyPlan: note(null),
    planRollback: note([]),
    rollBack: note(null),
    measureOnCopy: note(null),
    adviseIndexes: note(null),
    planOptimize: note([]),
    gatherStatistics: note(null),
    restoreStatistics: note(null),
    checkDatabase: note(null),
    backUpDatabase: note(null),
    exportReport: note(null),
    cancelMaintenance: note(null),
    dismissOutcome: note(null),
    ...changed,
  };
  registerCommands({
    ipc: { handle: (name: string, listener: Listener) => void listeners.set(name, listener) },
    handlers,
    mainFrame: () => main,
    log: () => {},
  });
  const send = async (name: string, argument?: unknown, senderFrame: Frame | null = ours) => {
    const listener = listeners.get(name);
    if (listener === undefined) throw new Error(`${name} is not registered`);
    return await listener({ senderFrame }, argument);
  };
  return { listeners, calls, send };
}

describe('registerCommands', () => {
  it('registers every command of the contract and no other', () => {
    expect([...register().listeners.keys()]).toEqual([...commandNames]);
    expect([...commandNames]).toEqual(Object.keys(commands));
  });

  it('answers the window', async () => {
    const { send, calls } = register();
    expect(await send('setPaused', true)).toEqual({ ok: true, value: null });
    expect(calls).toEqual([true]);
  });

  it.each([
    ['a frame inside the window', { frameTreeNodeId: 8, url: ours.url }],
    ['the main frame on a foreign page', { frameTreeNodeId: 7, url: 'https://evil.test/' }],
    ['a lookalike origin', { frameTreeNodeId: 7, url: 'lookout://app.evil/index.html' }],
    ['a frame that is gone', null],
  ])('refuses %s before any handler runs', async (_who, frame) => {
    const { send, calls } = register();
    expect(await send('setPaused', true, frame)).toMatchObject({ error: { kind: 'refused' } });
    expect(calls).toEqual([]);
  });

  it('refuses everybody while there is no window', async () => {
    const { send } = register({}, null);
    expect(await send('getSettings')).toMatchObject({ error: { kind: 'refused' } });
  });

  it.each([
    ['setPaused', 'yes'],
    ['setRange', 1],
    ['setRange', Number.NaN],
    ['getTask', { queue: 'sqlite_master', id: 1 }],
    ['getTask', { queue: 'prompts', id: -1 }],
    ['getTimeline', { session: 'a', minutes: 1e9 }],
    ['getTimeline', { session: 7, minutes: 60 }],
    ['copyText', 'x'.repeat(2_000_000)],
    ['getSettings', { unasked: true }],
    ['saveSettings', { ...defaultSettings, probeUrl: 'https://elsewhere.test/' }],
    ['saveSettings', { ...defaultSettings, tmuxSocket: '; rm -rf /' }],
    ['planIndexes', { only: [''] }],
    ['planIndexes', { only: ['x'], statements: ['DROP TABLE prompts'] }],
    ['applyPlan', { planId: 'p'.repeat(65) }],
    ['applyPlan', { planId: 'p', statements: ['DROP TABLE prompts'] }],
    ['rollBack', { only: [7] }],
    ['measureOnCopy', ''],
    ['gatherStatistics', { database: 'main', action: 'analyze' }],
    ['gatherStatistics', { database: 'assigner', action: 'vacuum' }],
    ['restoreStatistics', '../'.repeat(50)],
    ['checkDatabase', { database: 'assigner', check: 'deep' }],
    ['backUpDatabase', '/etc/passwd'],
  ])('refuses a bad argument of %s', async (name, argument) => {
    const { send, calls } = register();
    expect(await send(name, argument)).toMatchObject({ error: { kind: 'bad-argument' } });
    expect(calls).toEqual([]);
  });

  it('passes on the kind of a failure, and hides nothing behind a rejection', async () => {
    const failing = register({
      getSnapshot: () => Promise.reject(new Error('disk on fire')),
    });
    expect(await failing.send('getTask', { queue: 'prompts', id: 1 })).toEqual({
      ok: false,
      error: { kind: 'not-found', message: 'There is no such task.' },
    });
    expect(await failing.send('getSnapshot')).toEqual({
      ok: false,
      error: { kind: 'failed', message: 'disk on fire' },
    });
  });
});
