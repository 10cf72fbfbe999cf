import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { makePlace, schemaOf } from '../core/maintenance/support.ts';
import { expect } from './lib/build-database.ts';
import {
  expectedStates,
  kinds,
  makeOdd,
  oddCatalogue,
  replaceable,
  type Kind,
} from './lib/odd-database.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'states';

/**
 * Every state in every kind of file, with all that a schema may have beside it: found as it is, made
 * as it should be, and taken back to the last byte.
 */
export async function run(trial: Trial): Promise<void> {
  const chosen = [...kinds]
    .map((kind) => ({ kind, order: trial.random.next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, trial.times(kinds.length));
  for (const { kind } of chosen) await oneKind(trial, kind);
  trial.figure('kinds of files', chosen.length, '');
  trial.figure('definitions in each', Object.keys(expectedStates).length, '');
}

async function oneKind(trial: Trial, kind: Kind): Promise<void> {
  const what = `${kind.journal}, ${kind.encoding}, pages of ${kind.pageSize}`;
  const place = makePlace(0);
  const file = join(place.root, 'odd.db');
  const db = makeOdd(file, kind);
  try {
    const service = place.service({
      target: { architect: file, assigner: null },
      catalogue: oddCatalogue,
    });
    const before = { schema: JSON.stringify(schemaOf(db)), rows: rowsOf(db) };
    await trial.check(`${what}: every state is found`, async () => {
      const { indexes, problems } = await service.inspect();
      expect(problems.length === 0, JSON.stringify(problems));
      const wrong = indexes.filter((one) => one.state !== expectedStates[one.name]);
      expect(wrong.length === 0, wrong.map((one) => `${one.name} is ${one.state}`).join(', '));
    });
    await trial.check(
      `${what}: what is missing or to be replaced is done, the rest left`,
      async () => {
        const plan = await service.plan({ replace: Object.keys(expectedStates) });
        const results = await service.apply({ planId: plan.id });
        for (const { name: index, outcome, reason } of results) {
          const wanted =
            expectedStates[index] === 'missing' || replaceable.includes(index)
              ? 'done'
              : 'nothing-to-do';
          expect(outcome === wanted, `${index}: ${outcome}, ${reason}`);
        }
        const { indexes } = await service.inspect();
        const open = indexes.filter(
          (one) =>
            one.state !== 'present' &&
            (expectedStates[one.name] === 'missing' || replaceable.includes(one.name)),
        );
        expect(open.length === 0, open.map((one) => `${one.name} is ${one.state} now`).join(', '));
      },
    );
    await trial.check(
      `${what}: rows, views and triggers are as they were, and all is sound`,
      () => {
        expect(rowsOf(db) === before.rows, 'rows are not what they were');
        expect(db.pragma('integrity_check', { simple: true }) === 'ok', 'integrity_check');
      },
    );
    await trial.check(`${what}: taken back, byte for byte`, async () => {
      const not = (await service.rollback()).find(({ outcome }) => outcome !== 'done');
      expect(not === undefined, `${not?.name}: ${not?.reason}`);
      expect(JSON.stringify(schemaOf(db)) === before.schema, 'the schema is not what it was');
      expect(db.pragma('integrity_check', { simple: true }) === 'ok', 'integrity_check');
    });
  } finally {
    db.close();
    await place.remove();
  }
}

/** Also what triggers wrote: an index must not set one off. Sorted: a new index changes the order. */
const rowsOf = (db: Database.Database): string =>
  JSON.stringify([
    db.prepare('SELECT * FROM folded ORDER BY n').raw().all(),
    ...['keyed', 'computed', 'log', 'seen'].map((table) =>
      db.prepare(`SELECT * FROM ${table} ORDER BY 1`).raw().all(),
    ),
  ]);
