import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Monitor } from '../../../src/core/monitor/monitor.ts';
import { watchTarget } from '../../../src/core/target.ts';
import type { Snapshot } from '../../../src/shared/model.ts';
import { Writer } from '../../lib/writer.ts';
import { makeRoot, type Root } from './root-folder.ts';
import { fast } from './watching.ts';

let writer: Writer;
beforeAll(() => {
  writer = new Writer();
});
afterAll(() => writer.stop());

interface OldRoot extends Root {
  readonly history: string;
}

async function oldRoot(): Promise<OldRoot> {
  const made = await makeRoot(writer);
  return { ...made, history: join(made.root, 'history.db') };
}

/** Watches until a snapshot is as wanted, then stops. */
async function watch(
  { root, history }: OldRoot,
  is: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  const found = Promise.withResolvers<Snapshot>();
  const monitor = new Monitor({
    historyFile: history,
    log: () => undefined,
    onSnapshot: (snapshot) => is(snapshot) && found.resolve(snapshot),
  });
  await monitor.watch(watchTarget({ root, tmuxSocket: 'lookout-test-nobody' }), fast);
  try {
    return await found.promise;
  } finally {
    await monitor.stop();
  }
}

const at = (minutes: number): string => `datetime('now', '-${minutes} minutes')`;

const isFilled = ({ charts }: Snapshot): boolean => charts.reconstructedTo !== null;
const sum = ({ charts }: Snapshot, key: string): number =>
  charts.flow.points.reduce((n, point) => n + (point[key] ?? 0), 0);

const hash = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

test('a first start fills the charts from what the databases know, once, and changes nothing', async () => {
  const old = await oldRoot();
  await writer.exec(
    old.assigner,
    `INSERT INTO prompts (content, status, created_at, assigned_at, completed_at) VALUES
       ('done', 'completed', ${at(50)}, ${at(40)}, ${at(30)}),
       ('bad', 'failed', ${at(45)}, ${at(44)}, ${at(43)}),
       ('waits', 'pending', ${at(20)}, NULL, NULL),
       ('no date', 'pending', 'yesterday', NULL, NULL),
       ('no such day', 'completed', '2026-02-31 99:00:00', '0000', x'ff'),
       ('from tomorrow', 'completed', datetime('now', '+1 day'), ${at(3)}, ${at(2)})`,
  );
  await writer.exec(
    old.assigner,
    `INSERT INTO assignment_history (prompt_id, action, created_at) VALUES
       (3, 'assigned', ${at(19)}), (3, 'failed', ${at(15)}), ('x', NULL, 'never')`,
  );
  await writer.exec(old.assigner, 'PRAGMA wal_checkpoint(TRUNCATE)');
  const before = hash(old.assigner);
  const first = await watch(old, isFilled);
  expect(hash(old.assigner)).toBe(before);
  const waiting = first.charts.depth.points.map((point) => point['waiting'] ?? null);
  expect(waiting.filter((depth) => depth !== null).length).toBeGreaterThan(40);
  const deepest = first.charts.depth.points.map((point) => point['waitingMax'] ?? 0);
  expect(Math.max(...deepest)).toBe(3);
  expect(sum(first, 'finished')).toBeGreaterThan(0);
  expect(sum(first, 'failed')).toBeGreaterThan(0);
  expect(first.charts.sessions.points.at(0)?.['working']).toBeNull();

  // What a second start finds is not read again: a row that is written meanwhile changes no past.
  await writer.exec(
    old.assigner,
    `INSERT INTO prompts (content, status, created_at, completed_at) VALUES
       ('late', 'completed', ${at(25)}, ${at(24)})`,
  );
  const second = await watch(old, isFilled);
  expect(second.charts.reconstructedTo).toBe(first.charts.reconstructedTo);
  expect(sum(second, 'finished')).toBeCloseTo(sum(first, 'finished'));
}, 30_000);
