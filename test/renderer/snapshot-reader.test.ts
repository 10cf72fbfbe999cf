import { expect, it, vi } from 'vitest';
import type { SnapshotParts } from '../../src/shared/contract.ts';
import type { Snapshot } from '../../src/shared/model.ts';
import { SnapshotReader } from '../../src/renderer/lib/snapshot-reader.ts';
import { fullSnapshot } from './fixtures/full.ts';

const now = 1_700_000_000_000;

/** As the preload does it. */
const partsOf = (snapshot: Snapshot): SnapshotParts =>
  Object.fromEntries(Object.entries(snapshot).map(([name, part]) => [name, JSON.stringify(part)]));

it('reads a snapshot as it was sent', () => {
  const sent = fullSnapshot(now);
  expect(new SnapshotReader().read(partsOf(sent), null)).toEqual(sent);
});

it('keeps what is the same, and reads none of it again', () => {
  const reader = new SnapshotReader();
  const first = reader.read(partsOf(fullSnapshot(now)), null);
  const sent = { ...fullSnapshot(now), seq: first.seq + 1, sessions: first.sessions.slice(1) };
  const parse = vi.spyOn(JSON, 'parse');
  const second = reader.read(partsOf(sent), first);
  expect(parse).toHaveBeenCalledTimes(2);
  parse.mockRestore();
  expect(second).toEqual(sent);
  expect(second.charts).toBe(first.charts);
  expect(second.queues).toBe(first.queues);
});

it('compares with what is shown where that came another way', () => {
  const reader = new SnapshotReader();
  reader.read(partsOf(fullSnapshot(now)), null);
  const shown = { ...fullSnapshot(now), sessions: [] };
  const next = reader.read(partsOf(fullSnapshot(now)), shown);
  expect(next).toEqual(fullSnapshot(now));
  expect(next.charts).toBe(shown.charts);
});
