import { expect, test } from 'vitest';
import { parseUntil } from '../../../src/core/sessions/until.ts';

const NOW = Date.UTC(2026, 10, 24, 5, 0);

test.each([
  ['6:35am (UTC)', '2026-11-24T06:35:00Z'],
  ['4am (UTC)', '2026-11-25T04:00:00Z'],
  ['Nov 27, 4:18am (UTC)', '2026-11-27T04:18:00Z'],
  ['Jan 3, 9:00 PM UTC', '2027-01-03T21:00:00Z'],
  ['10pm (Europe/Berlin)', '2026-11-24T21:00:00Z'],
  ['14:30 UTC', '2026-11-24T14:30:00Z'],
  ['3s', '2026-11-24T05:00:03Z'],
  ['29m 58s', '2026-11-24T05:29:58Z'],
  ['5 days 22 hours 11 minutes', '2026-11-30T03:11:00Z'],
] as const)('%s', (words, at) => {
  expect(parseUntil(words, NOW, 'UTC')).toBe(Date.parse(at));
});

test('a clock without a zone is read in the given one, across a change of clocks', () => {
  const beforeChange = Date.UTC(2026, 2, 28, 22);
  expect(parseUntil('Mar 29, 8:00am', beforeChange, 'Europe/Berlin')).toBe(
    Date.UTC(2026, 2, 29, 6),
  );
});

test.each(['', 'soon', '99:99', '25pm', 'in a while'])('%j holds no time', (words) => {
  expect(parseUntil(words, NOW, 'UTC')).toBeNull();
});
