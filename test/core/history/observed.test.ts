import { describe, expect, it } from 'vitest';
import { logNames, observedSessions } from '../../../src/core/history/observed.ts';
import { fullSnapshot } from '../../renderer/fixtures/full.ts';

const now = Date.UTC(2026, 10, 12);
const { sessions, sources } = fullSnapshot(now);
const [first] = sessions;
if (first === undefined) throw new Error('the full snapshot has no session');

describe('logNames', () => {
  it('keeps one log for each pane, also where a session or another host shares the name', () => {
    const same = [
      { ...first, key: 'a', name: 'work', paneId: '%1', host: null },
      { ...first, key: 'b', name: 'work', paneId: '%2', host: null },
      { ...first, key: 'c', name: 'work', paneId: '%1', host: 'far' },
    ];
    expect([...logNames(same)]).toEqual([
      ['a', 'work'],
      ['b', 'work %2'],
      ['c', 'far:work'],
    ]);
  });
});

const tmux = (changed: object) => ({ ...sources, tmux: { ...sources.tmux, ...changed } });

const unavailable = (problem: object) => tmux({ state: 'unavailable', problem });

const statesOf = (changed: object) =>
  observedSessions({ sessions: [first], sources: tmux(changed), now })?.get(first.name)?.state;

describe('observedSessions', () => {
  it('takes what was seen while tmux answers', () => {
    expect(statesOf({ state: 'live', problem: null })).toBe(first.state);
  });

  it('holds the last state over a scan that failed, and knows nothing after ten seconds', () => {
    expect(statesOf({ state: 'stale', since: now - 9000 })).toBe(first.state);
    expect(statesOf({ state: 'stale', since: now - 11_000 })).toBe('unwatched');
  });

  it('sees nobody where there is no server, and nothing where tmux was never read', () => {
    const noServer = { kind: 'tmux-no-server', message: '', action: '' };
    const gone = { sessions: [], now };
    expect(observedSessions({ ...gone, sources: unavailable(noServer) })?.size).toBe(0);
    expect(
      observedSessions({ ...gone, sources: unavailable({ ...noServer, kind: 'slow' }) }),
    ).toBeNull();
  });
});
