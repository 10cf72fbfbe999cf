import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchArguments, readAnswer } from '../../../src/core/tmux/batch.ts';
import { ListMemory } from '../../../src/core/tmux/list-memory.ts';
import { parsePaneList, type PaneList } from '../../../src/core/tmux/panes.ts';
import { privateServer, type PrivateServer } from './private-server.ts';

const NONCE = 'f00d';
/** Nothing is printed this late. */
const NEVER_S = 99_999_999_999;

let server: PrivateServer;
beforeEach(() => {
  server = privateServer();
  server.start('one', 'cat');
  server.start('two, {with} #odd', 'cat');
});
afterEach(() => server.close());

/** The panes as they are printed now, read with what the list before them said. */
const list = (sinceS: number | null, before: PaneList | null): PaneList | null => {
  const batch = { nonce: NONCE, list: sinceS ?? 'all', paneIds: [] } as const;
  const answer = readAnswer(server.tmux(...batchArguments(batch)), NONCE);
  return answer === null ? null : parsePaneList(answer, NONCE, before);
};

function full(): PaneList {
  const all = list(null, null);
  if (all === null) throw new Error('tmux gave no list');
  return all;
}

test('panes that printed nothing are not looked up again, and stay what they were', () => {
  const before = full();
  expect(before).toMatchObject({ compares: true, names: ['one', 'two, {with} #odd'] });
  const after = list(NEVER_S, before);
  expect(after?.panes.map(({ command, cwd }) => [command, cwd])).toEqual(
    before.panes.map(({ command, cwd }) => [command, cwd]),
  );
  expect(after?.panes.every(({ command }) => command !== '')).toBe(true);
});

test('a pane of which all is as it was is the same object, in lists of either kind', () => {
  const before = full();
  const short = list(NEVER_S, before);
  const long = list(null, short);
  for (const [place, pane] of before.panes.entries()) {
    expect(short?.panes[place]).toBe(pane);
    expect(long?.panes[place]).toBe(pane);
  }
  server.tmux('rename-session', '-t', '=one', 'first');
  const after = list(NEVER_S, before)?.panes;
  expect(after?.filter((pane) => before.panes.includes(pane))).toHaveLength(1);
});

test('a folder or a program that changed in silence shows in the next full list', () => {
  const before = full();
  server.tmux('respawn-pane', '-k', '-c', '/', '-t', '=one:', 'sleep 1000');
  const one = list(null, before)?.panes.find(({ sessionName }) => sessionName === 'one');
  expect(one).toMatchObject({ cwd: '/', command: 'sleep' });
});

test('new names and titles show at once, whatever was printed', () => {
  const before = full();
  server.tmux('rename-session', '-t', '=one', 'first');
  server.tmux('select-pane', '-t', '=first:', '-T', 'told');
  const first = list(NEVER_S, before)?.panes.find(({ sessionName }) => sessionName === 'first');
  expect(first?.title).toBe('told');
});

test('a pane that printed since comes with everything', () => {
  const before = full();
  const wrong = before.records.map((record) => ({
    ...record,
    lookedUp: 'old',
    pane: { ...record.pane, command: 'old', cwd: '/old' },
  }));
  expect(list(0, { ...before, records: wrong })?.panes).toEqual(before.panes);
});

test('a pane of which nothing is known makes the short list worthless', () => {
  const before = full();
  expect(list(NEVER_S, null)).toBeNull();
  expect(list(NEVER_S, { ...before, serverStart: before.serverStart - 1 })).toBeNull();
  server.tmux('respawn-pane', '-k', '-t', '=one:', 'sleep 1000');
  expect(list(NEVER_S, before)).toBeNull();
  expect(list(null, before)?.panes).toHaveLength(2);
});

test('everything is asked for at first, after a failure, and every ten seconds', () => {
  const memory = new ListMemory();
  expect(memory.since(0)).toBeNull();
  const panes = full();
  const latestS = Math.max(...panes.panes.map(({ activityAt }) => activityAt ?? 0)) / 1000;
  memory.note(panes, true, 0);
  expect(memory.since(2000)).toBe(latestS - 1);
  memory.note(panes, false, 9000);
  expect(memory.since(10_000)).toBeNull();
  memory.note(panes, true, 10_000);
  expect(memory.since(12_000)).toBe(latestS - 1);
  memory.forget();
  expect(memory.since(13_000)).toBeNull();
  memory.note({ ...panes, compares: false }, true, 13_000);
  expect(memory.since(14_000)).toBeNull();
});
