import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ChildRunner } from '../../src/core/maintenance/child-runner.ts';
import { forkAs } from '../../src/core/maintenance/fork-child.ts';
import type { IndexResult, RefusalKind } from '../../src/shared/maintenance.ts';
import { Writer } from '../lib/writer.ts';
import { makePlace, type JournalMode, type Place } from '../core/maintenance/support.ts';
import { expect, findAs, INDEX, INDEX_SQL, reset } from './lib/build-database.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'refusals';

const ROWS = 20_000;
const LOCKED_MS = 60_000;
const REPLACEMENTS = 40;
const PAIRS = 40;
const SCHEMA_CHANGES = 100;

/** What others do to the file between the plan and the end of the build: it is refused, with a reason. */
export async function run(trial: Trial): Promise<void> {
  for (const mode of ['wal', 'delete'] as const) {
    await inPlace(mode, (place) => closedFiles(trial, place, mode));
    await inPlace(mode, (place) => replacedFile(trial, place, mode));
    await inPlace(mode, (place) => twoLookouts(trial, place, mode));
    await inPlace(mode, (place) => changedSchema(trial, place, mode));
  }
  await inPlace('wal', (place) => lockedForLong(trial, place));
}

async function inPlace(mode: JournalMode, work: (place: Place) => Promise<void>): Promise<void> {
  const place = makePlace(ROWS, mode);
  place.open(place.architect).pragma('wal_checkpoint(TRUNCATE)');
  try {
    await work(place);
  } finally {
    await place.remove();
  }
}

const ordinary: ChildRunner = (events) =>
  forkAs(fileURLToPath(new URL('lib/ordinary-child.ts', import.meta.url)), {}, events);

/** A file and a folder that this user may only read. */
async function closedFiles(trial: Trial, place: Place, mode: string): Promise<void> {
  const folder = dirname(place.architect);
  const open = () => {
    mkdirSync(join(place.dataDir, 'maintenance', 'locks'), { recursive: true });
    for (const each of [place.root, folder, place.dataDir]) chmodSync(each, 0o777);
    for (const each of ['', '/locks']) chmodSync(join(place.dataDir, `maintenance${each}`), 0o777);
    for (const end of ['', '-wal', '-shm']) {
      try {
        chmodSync(place.architect + end, 0o666);
      } catch {
        // Only WAL has files beside it.
      }
    }
  };
  const apply = async (close: () => void): Promise<IndexResult | undefined> => {
    open();
    const service = place.service({ start: ordinary, patienceMs: 500 });
    const plan = await service.plan({ only: [INDEX], quick: true });
    close();
    const [result] = await service.apply({ planId: plan.id });
    await service.close();
    open();
    return result;
  };
  const { rows } = findAs(place.architect);
  const closed = {
    'a file that may only be read': () => chmodSync(place.architect, 0o444),
    'a folder that may only be read': () => chmodSync(folder, 0o555),
  };
  // In WAL the log is there already while the application runs: its folder need not be writable.
  const writable = mode === 'wal' ? 'a folder that may only be read' : null;
  for (const [what, close] of Object.entries(closed)) {
    await trial.check(`${mode}: ${what}`, async () => {
      const result = await apply(close);
      if (what === writable) expect(result?.outcome === 'done', result?.reason ?? '');
      else requireRefused(result, 'read-only');
      const found = findAs(place.architect);
      expect(found.rows === rows, 'rows are not what they were');
      expect(found.sql === (what === writable ? INDEX_SQL : null), `there is ${found.sql}`);
    });
    reset(place.architect);
  }
  await trial.check(`${mode}: the same user, with nothing closed`, async () => {
    const result = await apply(() => undefined);
    expect(result?.outcome === 'done', result?.reason ?? '');
  });
}

function requireRefused(result: IndexResult | undefined, ...kinds: readonly RefusalKind[]): void {
  const { outcome, refusal = null, reason } = result ?? {};
  const refused = outcome === 'not-done' && refusal !== null && kinds.includes(refusal);
  expect(refused, `${outcome} (${refusal}): ${reason}`);
}

/** Another file takes the name in mid-build, as a restore or a sync program does it. */
async function replacedFile(trial: Trial, place: Place, mode: string): Promise<void> {
  const original = join(place.root, 'original.db');
  copyFileSync(place.architect, original);
  const { rows } = findAs(original);
  const count = { refused: 0, tooLate: 0 };
  // The application has ended: a file is never replaced under a running one.
  place.closeAll();
  for (let round = 1; round <= trial.times(REPLACEMENTS); round += 1) {
    const delay = trial.random.next() * 60;
    await trial.check(`${mode}: replaced ${delay.toFixed(1)} ms into the build`, async () => {
      const service = place.service();
      const plan = await service.plan({ only: [INDEX], quick: true });
      const fresh = join(place.root, 'fresh.db');
      copyFileSync(original, fresh);
      const other: { moved: Promise<void> | null } = { moved: null };
      const [result] = await service.apply(
        { planId: plan.id },
        {
          onProgress: ({ phase }) => {
            if (phase === 'building') {
              other.moved ??= after(delay).then(() => renameSync(fresh, place.architect));
            }
          },
        },
      );
      await other.moved;
      await service.close();
      if (result?.outcome !== 'done') requireRefused(result, 'replaced');
      count[result?.outcome === 'done' ? 'tooLate' : 'refused'] += 1;
      const found = findAs(place.architect);
      expect(found.rows === rows, 'the new file is not what it was');
      // Where the build was over already, its log may stand beside the new file: SQLite's own salt
      // tells that it does not belong to it, or the replacer put back what had been built.
      if (result?.outcome !== 'done') expect(found.sql === null, `the new file has ${found.sql}`);
    });
    for (const end of ['-wal', '-shm', '-journal']) rmSync(place.architect + end, { force: true });
    copyFileSync(original, place.architect);
  }
  trial.figure(`${mode}: replaced in mid-build and refused`, count.refused, '');
  trial.figure(`${mode}: replaced when the build was over`, count.tooLate, '');
}

/** Two Lookouts at once: of one user, and of two. */
async function twoLookouts(trial: Trial, place: Place, mode: string): Promise<void> {
  const { rows } = findAs(place.architect);
  for (let pair = 1; pair <= trial.times(PAIRS); pair += 1) {
    const other = pair % 2 === 0 ? place.dataDir : `${place.dataDir}-other`;
    const whose = pair % 2 === 0 ? 'one user' : 'two users';
    await trial.check(`${mode}: pair ${pair}, of ${whose}`, async () => {
      const services = [place.service(), place.service({ dataDir: other })];
      const plans = await Promise.all(
        services.map((service) => service.plan({ only: [INDEX], quick: true })),
      );
      const results = await Promise.all(
        services.map(async (service, at) => {
          if (at === 1) await after(trial.random.next() * 40);
          return service.apply({ planId: plans[at]?.id ?? '' });
        }),
      );
      await Promise.all(services.map((service) => service.close()));
      const all = results.flat();
      expect(all.filter(({ outcome }) => outcome === 'done').length === 1, JSON.stringify(all));
      const second = all.find(({ outcome }) => outcome !== 'done');
      requireRefused(second, 'other-lookout', 'changed', 'busy');
      const found = findAs(place.architect);
      expect(found.rows === rows && found.sql === INDEX_SQL, `there is ${found.sql}`);
    });
    reset(place.architect);
  }
}

/** What the owner may do to a schema; true where it touches the table that is being indexed. */
const changes: readonly (readonly [sql: string, touches: boolean])[] = [
  ['ALTER TABLE task_queue ADD COLUMN more_$ TEXT', true],
  ['CREATE INDEX theirs_$ ON task_queue(retries)', true],
  [`CREATE INDEX ${INDEX} ON task_queue(status)`, true],
  ['ALTER TABLE task_queue RENAME COLUMN error_message TO error_message_$', true],
  ['CREATE TABLE other_$ (a)', false],
  ['CREATE INDEX other_index_$ ON errors(line)', false],
  ['CREATE VIEW view_$ AS SELECT 1', false],
  ['CREATE TRIGGER trigger_$ AFTER INSERT ON errors BEGIN SELECT 1; END', false],
  ['ALTER TABLE errors ADD COLUMN more_$ TEXT', false],
];

/** Somebody changes the schema between plan and apply: what was agreed to is done, or nothing. */
async function changedSchema(trial: Trial, place: Place, mode: string): Promise<void> {
  const db = place.open(place.architect);
  const service = place.service();
  for (let round = 1; round <= trial.times(SCHEMA_CHANGES); round += 1) {
    const [text, touches] = trial.random.pick([changes[0] ?? ['', false], ...changes.slice(1)]);
    const sql = text.replace('error_message TO', columnLike(place, 'error_message') + ' TO');
    await trial.check(`${mode}: change ${round}, ${sql}`, async () => {
      const plan = await service.plan({ only: [INDEX], quick: true });
      // CREATE INDEX goes by the schema as this connection last read it, so it reads it once more.
      db.prepare('SELECT COUNT(*) FROM sqlite_master').get();
      db.exec(sql.replaceAll('$', String(round)));
      const theirs = db.prepare('SELECT name, sql FROM sqlite_master WHERE name <> ?').all(INDEX);
      const [result] = await service.apply({ planId: plan.id });
      if (touches) requireRefused(result, 'changed');
      else expect(result?.outcome === 'done', result?.reason ?? '');
      expect(
        JSON.stringify(
          db.prepare('SELECT name, sql FROM sqlite_master WHERE name <> ?').all(INDEX),
        ) === JSON.stringify(theirs),
        'something of theirs is not what it was',
      );
    });
    reset(place.architect);
  }
  await trial.check(`${mode}: sound after all of that`, () => findAs(place.architect));
}

function columnLike(place: Place, start: string): string {
  const found = place
    .open(place.architect)
    .prepare<[string], string>(
      "SELECT name FROM pragma_table_info('task_queue') WHERE name LIKE ? || '%'",
    )
    .pluck()
    .get(start);
  return found ?? start;
}

/** A writer holds the lock for a minute: each try gives up in time, and the last one is done. */
async function lockedForLong(trial: Trial, place: Place): Promise<void> {
  const writer = new Writer();
  const service = place.service({ patienceMs: 5000 * Math.min(1, trial.scale) });
  const plan = await service.plan({ only: [INDEX], quick: true });
  await writer.exec(place.architect, 'BEGIN IMMEDIATE');
  const until = performance.now() + LOCKED_MS * trial.scale;
  let tries = 0;
  while (performance.now() < until) {
    tries += 1;
    await trial.check(`locked by a writer, try ${tries}`, async () => {
      const [result] = await service.apply({ planId: plan.id });
      requireRefused(result, 'busy');
    });
  }
  await writer.exec(place.architect, 'ROLLBACK');
  await trial.check('unlocked again: done', async () => {
    const [result] = await service.apply({ planId: plan.id });
    expect(result?.outcome === 'done', result?.reason ?? '');
  });
  await writer.stop();
  trial.figure('tries that gave up on a locked database', tries, '');
}
