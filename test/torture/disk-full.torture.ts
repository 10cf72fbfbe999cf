import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildRunner } from '../../src/core/maintenance/child-runner.ts';
import { forkAs } from '../../src/core/maintenance/fork-child.ts';
import type { IndexResult } from '../../src/shared/maintenance.ts';
import { makePlace, type Place } from '../core/maintenance/support.ts';
import { expect, findAs, INDEX, INDEX_SQL } from './lib/build-database.ts';
import { smallDisk, type SmallDisk } from './lib/small-disk.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'disk-full';

const ROUNDS = 60;
/** With a largest size of files: a few where there was a small disk, to see that it works, too. */
const LIMITED_ROUNDS = 10;
const ROWS = 20_000;
const DISK_MB = 24;
const CHILD = fileURLToPath(new URL('../../src/core/maintenance/child.ts', import.meta.url));

/**
 * The disk gets full between the plan and the end of the build, at every amount of room from none to
 * enough: the build is given up and the database is as it was.
 */
export async function run(trial: Trial): Promise<void> {
  for (const mode of ['wal', 'delete'] as const) {
    const place = makePlace(ROWS, mode);
    // The application has ended: everything is in the file.
    place.closeAll();
    try {
      const disk = smallDisk(DISK_MB);
      if (disk !== null) await onSmallDisk(trial, place, mode, disk);
      else trial.note(`${mode}: this user may not mount a small disk, so there are more limits`);
      await withLimit(trial, place, mode, disk === null ? ROUNDS : LIMITED_ROUNDS);
    } finally {
      await place.remove();
    }
  }
}

async function onSmallDisk(
  trial: Trial,
  place: Place,
  mode: string,
  disk: SmallDisk,
): Promise<void> {
  const file = join(disk.folder, 'architect.db');
  cpSync(place.architect, file);
  const { rows } = findAs(file);
  const service = place.service({ target: { architect: file, assigner: null } });
  const count = { full: 0, done: 0 };
  try {
    for (let round = 1; round <= trial.times(ROUNDS); round += 1) {
      await trial.check(`${mode}: round ${round}`, async () => {
        const plan = await service.plan({ only: [INDEX], quick: true });
        const size = plan.indexes[0]?.estimate?.bytes ?? 0;
        const room = Math.round(size * 1.2 * trial.random.next());
        disk.fill(room);
        const [result] = await service.apply({ planId: plan.id });
        disk.free();
        requireAsItWas(file, rows, result, ['disk-full']);
        count[result?.outcome === 'done' ? 'done' : 'full'] += 1;
      });
      // Anew, and not by a DROP: its free pages would be room that no disk has to give.
      cpSync(place.architect, file);
    }
    await trial.check(`${mode}: with room again, the build goes through`, async () => {
      const plan = await service.plan({ only: [INDEX], quick: true });
      const [result] = await service.apply({ planId: plan.id });
      expect(result?.outcome === 'done', result?.reason ?? '');
    });
  } finally {
    await service.close();
    disk.remove();
  }
  trial.figure(`${mode}: given up on a full disk`, count.full, '');
  trial.figure(`${mode}: there was room enough`, count.done, '');
}

function requireAsItWas(
  file: string,
  rows: string,
  result: IndexResult | undefined,
  refusals: readonly string[],
): void {
  const found = findAs(file);
  expect(found.rows === rows, 'rows are not what they were');
  const wanted = result?.outcome === 'done' ? INDEX_SQL : null;
  expect(found.sql === wanted, `${result?.outcome}, and there is ${found.sql}`);
  if (result?.outcome === 'done') return;
  expect(
    refusals.includes(result?.refusal ?? ''),
    `it was refused as ${result?.refusal}: ${result?.reason}`,
  );
}

/** No file of the build may grow beyond a limit (RLIMIT_FSIZE), as with a quota. */
async function withLimit(trial: Trial, place: Place, mode: string, full: number): Promise<void> {
  const count = { refused: 0, done: 0 };
  const { rows } = findAs(place.architect);
  const pristine = join(place.root, 'pristine.db');
  cpSync(place.architect, pristine);
  const size = await indexSize(place);
  for (let round = 1; round <= trial.times(full); round += 1) {
    const limit = Math.round(size * 1.2 * trial.random.next());
    const start: ChildRunner = (events) =>
      forkAs(
        CHILD,
        { execPath: 'prlimit', execArgv: [`--fsize=${limit}`, process.execPath] },
        events,
      );
    await trial.check(`${mode}: round ${round}, files of at most ${limit} bytes`, async () => {
      const service = place.service({ start });
      const plan = await service.plan({ only: [INDEX], quick: true });
      const [result] = await service.apply({ planId: plan.id });
      await service.close();
      requireAsItWas(place.architect, rows, result, ['disk-full', 'crashed', 'failed']);
      count[result?.outcome === 'done' ? 'done' : 'refused'] += 1;
    });
    cpSync(pristine, place.architect);
  }
  trial.figure(`${mode}: given up at a largest size of files`, count.refused, '');
  trial.figure(`${mode}: below it`, count.done, '');
}

async function indexSize(place: Place): Promise<number> {
  const plan = await place.service().plan({ only: [INDEX], quick: true });
  return plan.indexes[0]?.estimate?.bytes ?? 0;
}
