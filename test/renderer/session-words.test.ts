import { describe, expect, it } from 'vitest';
import type { Session, SessionState } from '../../src/shared/model.ts';
import { byUrgency } from '../../src/renderer/lib/session-words.ts';
import { fullSnapshot } from './fixtures/full.ts';

const now = Date.UTC(2026, 10, 12);
const [first] = fullSnapshot(now).sessions;
if (first === undefined) throw new Error('the full snapshot has no session');

const one = (name: string, state: SessionState, minutes: number): Session => ({
  ...first,
  name,
  state,
  since: now - minutes * 60_000,
});

describe('the order of the sessions view', () => {
  it('begins with who waits for a person longest', () => {
    const sessions = [
      one('works', 'working', 600),
      one('asked lately', 'waiting', 2),
      one('free', 'ready', 900),
      one('refused', 'blocked', 30),
      one('asked long ago', 'waiting', 45),
      one('plain', 'shell', 5000),
      one('ended', 'dead', 70),
      one('not clear', 'unknown', 80),
    ];
    expect(sessions.toSorted(byUrgency).map(({ name }) => name)).toEqual([
      'asked long ago',
      'asked lately',
      'refused',
      'ended',
      'not clear',
      'works',
      'free',
      'plain',
    ]);
  });
});
