import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePlace, type JournalMode, type Place } from '../core/maintenance/support.ts';
import { expect, findAs, INDEX, INDEX_SQL } from './lib/build-database.ts';
import { diskAfter, type Disk, type Fate } from './lib/power-cut.ts';
import type { Trial } from './lib/trial.ts';
import { readLog, tracedChild, type WriteStep } from './lib/write-log.ts';

export const name = 'power-cuts';

const CUTS = 300;
const ROWS = 4_000;
const LAST_STEPS = 8;
const CHILD = fileURLToPath(new URL('../../src/core/maintenance/child.ts', import.meta.url));
const FATES: readonly Fate[] = ['none', 'all', 'some', 'some', 'some'];

/**
 * The power goes in the middle of a build. What a build writes and when it syncs is recorded; then,
 * for moments all over it, files are made as a disk may have them that kept what was synced and lost,
 * kept, reordered or tore the rest: sound, rows unchanged, index there or not.
 */
export async function run(trial: Trial): Promise<void> {
  if (!canTrace()) {
    trial.note('there is no strace that may trace here, so the order of writes was not looked at');
    return;
  }
  for (const mode of ['wal', 'delete'] as const) {
    const place = makePlace(ROWS, mode);
    try {
      await cutAt(trial, place, mode);
    } finally {
      await place.remove();
    }
  }
}

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function cutAt(trial: Trial, place: Place, mode: JournalMode): Promise<void> {
  const { rows } = findAs(place.architect);
  // The application has ended: everything is in the file, and on the disk.
  place.closeAll();
  const file = realpathSync(place.architect);
  const before: Disk = new Map([[file, readFileSync(file)]]);
  const steps = await recordBuild(place, file);
  const count = { there: 0, gone: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'lookout-cuts-'));
  const check = (cut: number, fate: Fate): Promise<void> =>
    trial.check(`${mode}: power cut after step ${cut} of ${steps.length}, ${fate} kept`, () => {
      const copy = lay(folder, diskAfter(before, steps, { cut, fate, random: trial.random }), file);
      const found = findAs(copy);
      expect(found.rows === rows, 'rows are not what they were');
      expect(found.sql === null || found.sql === INDEX_SQL, `another index: ${found.sql}`);
      count[found.sql === null ? 'gone' : 'there'] += 1;
    });
  try {
    for (let n = 0; n < trial.times(CUTS); n += 1) {
      await check(cutOf(trial, steps.length), FATES[n % FATES.length] ?? 'some');
    }
    await trial.check(
      `${mode}: the record is whole: all of it is the index, none of it is not`,
      () => {
        const end = { cut: steps.length, fate: 'all', random: trial.random } as const;
        expect(
          findAs(lay(folder, diskAfter(before, steps, end), file)).sql === INDEX_SQL,
          'no index',
        );
        const start = { ...end, cut: 0 };
        expect(findAs(lay(folder, diskAfter(before, steps, start), file)).sql === null, 'an index');
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  trial.figure(`${mode}: steps of a build`, steps.length, '');
  trial.figure(`${mode}: power cuts, index not there afterwards`, count.gone, '');
  trial.figure(`${mode}: power cuts, index wholly there`, count.there, '');
}

/** Half of the cuts fall near the end, where the commit is. */
function cutOf({ random }: Trial, steps: number): number {
  const span = random.chance(0.5) ? steps + 1 : Math.min(steps + 1, LAST_STEPS);
  return steps - Math.floor(random.next() * span);
}

/** Every write, truncation, sync and removal of one build, its log and its file. */
async function recordBuild(place: Place, file: string): Promise<readonly WriteStep[]> {
  const log = join(place.root, 'writes.log');
  const paths = [file, `${file}-journal`, `${file}-wal`];
  const service = place.service({ start: tracedChild(CHILD, log, paths) });
  const plan = await service.plan({ only: [INDEX], quick: true });
  const [result] = await service.apply({ planId: plan.id, longBuilds: true });
  await service.close();
  expect(result?.outcome === 'done', result?.reason ?? 'no result');
  return readLog(log);
}

/** Lays a disk's files out in a folder; answers where the database is. */
function lay(folder: string, disk: Disk, file: string): string {
  for (const [path, content] of disk) {
    const to = join(folder, basename(path));
    if (content !== null) writeFileSync(to, content);
    else if (existsSync(to)) rmSync(to);
  }
  for (const suffix of ['-shm', '-wal', '-journal']) {
    if (!disk.get(`${file}${suffix}`))
      rmSync(join(folder, `${basename(file)}${suffix}`), { force: true });
  }
  return join(folder, basename(file));
}
