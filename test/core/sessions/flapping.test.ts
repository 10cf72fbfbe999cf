import { describe, expect, it } from 'vitest';
import { Flapping } from '../../../src/core/sessions/flapping.ts';
import type { Session, SessionState } from '../../../src/shared/model.ts';
import { fullSnapshot } from '../../renderer/fixtures/full.ts';

const MINUTE = 60_000;
const start = Date.UTC(2026, 10, 12);
const [first] = fullSnapshot(start).sessions;
if (first === undefined) throw new Error('the full snapshot has no session');
const template: Session = { ...first, badges: ['plan'] };

const limit = { changes: 4, minutes: 10 };

/** Shows one session in one state after another, `stepMs` apart; answers with its badges after each. */
function badges(states: readonly SessionState[], stepMs: number): string[] {
  const flapping = new Flapping();
  return states.map((state, n) => {
    const [marked] = flapping.mark([{ ...template, state }], limit, start + n * stepMs);
    return marked?.badges.join(' ') ?? '';
  });
}

const back = (times: number): SessionState[] =>
  Array.from({ length: times }, (_, n) => (n % 2 === 0 ? 'working' : 'ready'));

describe('Flapping', () => {
  it('marks a session beyond the limit, beside its other badges, and not at it', () => {
    // The first state is no change.
    expect(badges(back(6), MINUTE)).toEqual([...Array(5).fill('plan'), 'plan flapping']);
  });

  it('does not count what is slower than the limit', () => {
    expect(new Set(badges(back(40), 3 * MINUTE))).toEqual(new Set(['plan']));
  });

  it('ends once the changes are long enough ago', () => {
    const calm = Array.from({ length: 12 }, (): SessionState => 'ready');
    const seen = badges([...back(6), ...calm], MINUTE);
    expect(seen[5]).toContain('flapping');
    expect(seen.at(-1)).toBe('plan');
  });

  it('knows sessions apart, and begins anew with one that was gone', () => {
    const flapping = new Flapping();
    const mark = (sessions: readonly Session[], n: number) =>
      flapping
        .mark(sessions, limit, start + n * 1000)
        .map((one) => one.badges.includes('flapping'));
    for (const [n, state] of back(6).entries()) {
      const calm: Session = { ...template, key: 'calm', state: 'ready' };
      expect(mark([{ ...template, state }, calm], n)).toEqual([n === 5, false]);
    }
    mark([], 6);
    expect(mark([{ ...template, state: 'working' }], 7)).toEqual([false]);
  });
});
