import { expect, it } from 'vitest';
import fc from 'fast-check';
import { share } from '../../src/renderer/lib/share.ts';
import { fullSnapshot } from './fixtures/full.ts';

const copy = <T>(value: T): T => structuredClone(value);

it('equals the new value, whatever came before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
      expect(share(previous, next)).toEqual(next);
    }),
  );
});

it('is the old value itself when nothing changed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(share(value, copy(value))).toBe(value);
    }),
  );
});

it('changes only what lies on the way to the change', () => {
  const before = fullSnapshot(1_700_000_000_000);
  const after = copy(before);
  const changed = share(before, {
    ...after,
    seq: before.seq + 1,
    sessions: after.sessions.map((session, i) =>
      i === 2 ? { ...session, lastLine: 'something else' } : session,
    ),
  });
  expect(changed).not.toBe(before);
  expect(changed.queues).toBe(before.queues);
  expect(changed.sessions[1]).toBe(before.sessions[1]);
  expect(changed.sessions[2]).not.toBe(before.sessions[2]);
  expect(changed.sessions[2]?.evidence).toBe(before.sessions[2]?.evidence);
});

it('sees a key that went and one that came', () => {
  expect(share({ a: 1, b: undefined }, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined });
  expect(share([1, 2, 3], [1, 2])).toEqual([1, 2]);
});
