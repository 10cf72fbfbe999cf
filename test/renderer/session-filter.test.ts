import { expect, it } from 'vitest';
import { matches } from '../../src/renderer/features/sessions/session-filter.ts';
import { byUrgency } from '../../src/renderer/lib/session-words.ts';
import { someSessions } from './fixtures/sessions.ts';

const sessions = someSessions(1_700_000_000_000);
const names = (text: string) =>
  sessions.filter((session) => matches(session, 'all', text)).map(({ name }) => name);

it('finds by every shown field, and wants every word', () => {
  expect(names('FRACTIONS')).toEqual(['dev_math_1']);
  expect(names('codex pr-131')).toEqual(['pr_review1']);
  expect(names('4160')).toEqual(['dev_math_1']);
  expect(names('  ')).toHaveLength(sessions.length);
  expect(names('codex nowhere')).toEqual([]);
});

it('keeps to the chosen states', () => {
  const other = sessions.filter((session) => matches(session, 'other', ''));
  expect(new Set(other.map(({ state }) => state))).toEqual(new Set(['shell', 'dead', 'unknown']));
});

it('puts first who waits longest for a person', () => {
  const ordered = sessions.toSorted(byUrgency);
  expect(ordered.slice(0, 6).map(({ name }) => name)).toEqual([
    'dev_math_1',
    'foundation',
    'inspector',
    'pr_review1',
    'typing_2',
    'codex_worker',
  ]);
});
