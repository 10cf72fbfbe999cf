import { expect, onTestFinished, test } from 'vitest';
import { RequestError } from '../../../src/core/monitor/monitor.ts';
import { watchTarget } from '../../../src/core/target.ts';
import type { Snapshot } from '../../../src/shared/model.ts';
import { privateServer } from '../tmux/private-server.ts';
import { fast, Watching } from './watching.ts';

const stateOf = ({ sessions }: Snapshot, name: string) =>
  sessions.find((session) => session.name === name)?.state;

test('what a session did can be asked for, with the evidence of each change', async () => {
  const tmux = privateServer();
  onTestFinished(() => tmux.close());
  const pane = tmux.start('agent', tmux.program('claude', '⠂ Fixing the build', 'at it'));
  const watching = await Watching.of(watchTarget({ tmuxSocket: tmux.socket }));
  const working = await watching.next((seen) => stateOf(seen, 'agent') === 'working');
  const key = working.sessions[0]?.key ?? '';

  tmux.tmux('set-option', '-g', 'remain-on-exit', 'on');
  tmux.tmux('send-keys', '-t', pane, 'exit', 'Enter');
  await watching.next((seen) => stateOf(seen, 'agent') === 'dead');

  const timeline = await watching.monitor.request('getTimeline', { session: key, minutes: 60 });
  const seen = timeline.stretches.map(({ state }) => state);
  expect(seen[0]).toBe('unwatched');
  expect(seen.slice(-2)).toEqual(['working', 'dead']);
  expect(timeline.stretches.at(-2)?.evidence).toContain('⠂ Fixing the build');
  expect(timeline.totals.map(({ state }) => state)).toContain('working');
  await expect(
    watching.monitor.request('getTimeline', { session: 'nobody', minutes: 60 }),
  ).rejects.toThrow(RequestError);
});

test('a session whose state changes too often is marked, by the setting', async () => {
  const tmux = privateServer();
  onTestFinished(() => tmux.close());
  const pane = tmux.start('restless');
  const watching = await Watching.of(watchTarget({ tmuxSocket: tmux.socket }), {
    ...fast,
    flapping: { changes: 2, minutes: 10 },
  });
  await watching.next((seen) => stateOf(seen, 'restless') === 'shell');
  const agent = tmux.program('claude', '⠂ Working', 'at it');
  for (let turn = 0; turn < 2; turn += 1) {
    tmux.tmux('respawn-pane', '-k', '-t', pane, agent);
    await watching.next((seen) => stateOf(seen, 'restless') === 'working');
    tmux.tmux('respawn-pane', '-k', '-t', pane, 'sh');
    await watching.next((seen) => stateOf(seen, 'restless') === 'dead');
  }
  const [session] = watching.snapshots.at(-1)?.sessions ?? [];
  expect(session?.badges).toEqual(['flapping']);
});
