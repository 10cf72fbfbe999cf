import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { IndexResult } from '../../src/shared/maintenance.ts';
import { makePlace } from '../core/maintenance/support.ts';
import { expect, findAs } from './lib/build-database.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'busy-writers';

const ROWS = 200_000;
const COMMITS_A_SECOND = 200;
const MOST_RETRIES = 5;
const counts = z.object({ committed: z.number(), failed: z.number(), longestMs: z.number() });

const isBusy = ({ refusal }: IndexResult): boolean => refusal === 'busy';

/** A worker commits 200 rows a second while every index is built: nothing of its work is lost. */
export async function run(trial: Trial): Promise<void> {
  for (const mode of ['wal', 'delete'] as const) {
    const place = makePlace(trial.times(ROWS), mode);
    try {
      const service = place.service({ pauseMs: 500, patienceMs: 30_000 });
      const plan = await service.plan({ quick: true });
      const writer = fork(
        join(import.meta.dirname, 'lib', 'busy-writer.ts'),
        [place.architect, String(COMMITS_A_SECOND)],
        { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
      );
      await once(writer, 'message');
      const results = [...(await service.apply({ planId: plan.id, longBuilds: true }))];
      let retries = 0;
      // Giving up cleanly is what a build does that never gets the lock; a person tries again then.
      while (retries < MOST_RETRIES && results.some(isBusy)) {
        retries += 1;
        const only = results.filter(isBusy).map(({ name: index }) => index);
        const again = await service.plan({ only, quick: true });
        const more = await service.apply({ planId: again.id, longBuilds: true });
        results.splice(0, results.length, ...results.filter((one) => !isBusy(one)), ...more);
      }
      const answer = once(writer, 'message');
      writer.send('stop');
      const counted = counts.parse((await answer)[0]);
      await trial.check(`${mode}: every index was built meanwhile`, () => {
        const not = results.find(({ outcome }) => outcome !== 'done');
        expect(not === undefined, `${not?.name}: ${not?.reason}`);
      });
      await trial.check(`${mode}: no commit failed, and none was lost`, () => {
        expect(counted.failed === 0, `${counted.failed} commits failed`);
        const found = place
          .open(place.architect)
          .prepare<[], number>("SELECT COUNT(*) FROM task_queue WHERE task_type = 'busy'")
          .pluck()
          .get();
        expect(found === counted.committed, `${counted.committed} committed, ${found} there`);
      });
      await trial.check(`${mode}: the database is sound`, () => findAs(place.architect));
      const waits = results.map(({ writersWaitedMs }) => writersWaitedMs ?? 0);
      trial.figure(`${mode}: tries beyond the first`, retries, '');
      trial.figure(`${mode}: commits meanwhile`, counted.committed, '');
      trial.figure(`${mode}: longest wait of the writer`, counted.longestMs, 'ms');
      trial.figure(`${mode}: longest that Lookout says it can have been`, Math.max(...waits), 'ms');
    } finally {
      await place.remove();
    }
  }
}
