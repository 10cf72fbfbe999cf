import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildRunner } from '../../src/core/maintenance/child-runner.ts';
import { forkAs } from '../../src/core/maintenance/fork-child.ts';
import type { IndexResult } from '../../src/shared/maintenance.ts';
import { makePlace, type Place } from '../core/maintenance/support.ts';
import { expect, findAs, INDEX, INDEX_SQL } from './lib/build-database.ts';
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
      const disk = smallDisk();
      if (disk !== null) await onSmallDisk(trial, place, mode, disk);
      else trial.note(`${mode}: this user may not mount a small disk, so there are more limits`);
      await withLimit(trial, place, mode, disk === null ? ROUNDS : LIMITED_ROUNDS);
    } finally {
      await place.remove();
    }
  }
}

/** A disk of its own that is soon full; null where this user may not make one. */
function smallDisk(): { folder: string; remove: () => void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    remove: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

async function onSmallDisk(
  trial: Trial,
  place: Place,
  mode: string,
  disk: { folder: string; remove: () => void },
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
        fill(disk.folder, room);
        const [result] = await service.apply({ planId: plan.id });
        rmSync(join(disk.folder, 'ballast'));
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

/** Leaves `room` bytes of the disk. */
function fill(folder: string, room: number): void {
  const ballast = join(folder, 'ballast');
  const [, free = '0'] = execFileSync('df', ['--output=avail', '-B1', folder], {
    encoding: 'utf8',
  }).split('\n');
  writeFileSync(ballast, Buffer.alloc(Math.max(0, Number(free) - room)));
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
