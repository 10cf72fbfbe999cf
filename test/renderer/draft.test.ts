import { expect, it } from 'vitest';
import { at, put } from '../../src/renderer/features/settings/draft.ts';
import { problemOf } from '../../src/renderer/features/settings/problems.ts';
import { defaultSettings, settingsSchema } from '../../src/shared/settings.ts';

it('reads and writes by path, and leaves the original alone', () => {
  const draft = put(defaultSettings, 'cadence.tmuxS', 7);
  expect(at(draft, 'cadence.tmuxS')).toBe(7);
  expect(at(draft, 'cadence.databasesS')).toBe(defaultSettings.cadence.databasesS);
  expect(defaultSettings.cadence.tmuxS).toBe(2);
  expect(at(draft, 'no.such.path')).toBeUndefined();
});

it('writes into lists, and leaves them lists', () => {
  const draft = put(defaultSettings, 'alerts.rules.1.forMin', 7);
  expect(settingsSchema.parse(draft).alerts.rules[1]?.forMin).toBe(7);
  expect(at(draft, 'alerts.rules.0')).toEqual(defaultSettings.alerts.rules[0]);
});

it.each([
  ['limits.waiting', 0, 'At least 1.'],
  ['limits.failedPercent', 101, 'At most 100.'],
  ['cadence.tmuxS', Number.NaN, 'A number.'],
  [
    'probeUrl',
    'http://example.org/',
    'An http address on this machine: localhost, 127.0.0.1 or [::1].',
  ],
  ['tmuxSocket', 'a b', 'Letters, digits, dots, dashes and underscores, at most 64.'],
])('says plainly what is wrong with %s = %s', (path, value, words) => {
  const { error } = settingsSchema.safeParse(put(defaultSettings, path, value));
  expect(error?.issues.map(problemOf)).toEqual([words]);
});
