import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { ChildRunner } from '../../src/core/maintenance/child-runner.ts';
import { forkChild } from '../../src/core/maintenance/fork-child.ts';
import type { IndexResult } from '../../src/shared/maintenance.ts';
import { makePlace, type JournalMode, type Place } from '../core/maintenance/support.ts';
import { expect, findAs, hasHotJournal, INDEX, INDEX_SQL, reset } from './lib/build-database.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'build-kills';

const KILLS = 200;
/** Of these the whole Lookout is killed, and nobody looks after the database at once. */
const WHOLE = 20;
const ROWS = 20_000;

/**
 * `kill -9` of the build at random moments, half of them in the commit: the file is sound, its rows
 * are what they were, the index is wholly there or not at all, and the journal says which.
 */
export async function run(trial: Trial): Promise<void> {
  for (const mode of ['wal', 'delete'] as const) {
    const place = makePlace(ROWS, mode);
    try {
      await killChildren(trial, place, mode);
      await killLookouts(trial, place, mode);
    } finally {
      await place.remove();
    }
  }
}

const nothing = (): Promise<void> => Promise.resolve();

async function killChildren(trial: Trial, place: Place, mode: JournalMode): Promise<void> {
  let killNewest: () => Promise<void> = nothing;
  const start: ChildRunner = (events) => {
    const gone = Promise.withResolvers<void>();
    const child = forkChild({
      ...events,
      exit: () => {
        events.exit();
        gone.resolve();
      },
    });
    killNewest = () => {
      child.kill();
      return gone.promise;
    };
    return child;
  };
  const service = place.service({ start });
  const plan = await service.plan({ only: [INDEX], quick: true });
  const { rows } = findAs(place.architect);
  const lengths = await phaseLengths(place);
  const count = { there: 0, gone: 0, hot: 0 };
  for (let kill = 1; kill <= trial.times(KILLS); kill += 1) {
    const phase = trial.random.chance(0.5) ? 'building' : 'committing';
    const delay = trial.random.next() * lengths[phase];
    await trial.check(`${mode}: kill ${kill}, ${delay.toFixed(1)} ms into ${phase}`, async () => {
      const timer: { kill: Promise<void> | null } = { kill: null };
      const [result] = await service.apply(
        { planId: plan.id, longBuilds: true },
        {
          onProgress: (progress) => {
            if (progress.phase !== phase || timer.kill !== null) return;
            timer.kill = after(delay).then(() => {
              const gone = killNewest();
              if (hasHotJournal(place.architect)) count.hot += 1;
              return gone;
            });
          },
        },
      );
      await timer.kill;
      expect(!hasHotJournal(place.architect), 'a journal was left to be played back');
      const found = findAs(place.architect);
      expect(found.rows === rows, 'rows are not what they were');
      requireAgreement(found.sql, result, service.journal()[0]?.outcome);
      count[found.sql === null ? 'gone' : 'there'] += 1;
      if (found.sql !== null) requireDone(await service.rollback());
    });
    reset(place.architect);
  }
  tell(trial, `${mode}: killed builds`, count);
}

/** Milliseconds that a whole build takes, by phase, so that kills fall all over it. */
async function phaseLengths(place: Place): Promise<{ building: number; committing: number }> {
  const service = place.service();
  const plan = await service.plan({ only: [INDEX], quick: true });
  const at = { building: 0, committing: 0, measuring: 0 };
  await service.apply(
    { planId: plan.id, longBuilds: true },
    {
      onProgress: ({ phase }) => {
        if (phase in at) Object.assign(at, { [phase]: performance.now() });
      },
    },
  );
  await service.rollback();
  return {
    building: at.committing - at.building,
    committing: (at.measuring - at.committing) * 1.1,
  };
}

function requireAgreement(
  sql: string | null,
  result: IndexResult | undefined,
  outcome: string | undefined,
): void {
  expect(sql === null || sql === INDEX_SQL, `the index is another one: ${sql}`);
  const wanted = sql === null ? 'not-done' : 'done';
  expect(
    result?.outcome === wanted,
    `there: ${sql}, and the result is ${result?.outcome}: ${result?.reason}`,
  );
  expect(outcome === wanted, `there: ${sql}, and the journal says ${outcome}`);
}

function requireDone(results: readonly IndexResult[]): void {
  const not = results.find(({ outcome }) => outcome !== 'done');
  expect(not === undefined, `the rollback was not done: ${not?.reason}`);
}

/** Parent and child die together; what is left is sorted out by the application and the next start. */
async function killLookouts(trial: Trial, place: Place, mode: JournalMode): Promise<void> {
  const { rows } = findAs(place.architect);
  const count = { there: 0, gone: 0, hot: 0 };
  for (let kill = 1; kill <= trial.times(WHOLE); kill += 1) {
    const phase = trial.random.chance(0.5) ? 'building' : 'committing';
    const delay = trial.random.next() * 20;
    await trial.check(
      `${mode}: whole Lookout ${kill}, ${delay.toFixed(1)} ms into ${phase}`,
      async () => {
        await killOneLookout(place, phase, delay);
        if (hasHotJournal(place.architect)) count.hot += 1;
        const found = findAs(place.architect);
        expect(found.rows === rows, 'rows are not what they were');
        expect(found.sql === null || found.sql === INDEX_SQL, `another index: ${found.sql}`);
        const next = place.service();
        expect(next.journal()[0]?.outcome !== 'not-done', 'nobody can have written an end');
        await next.inspect();
        const line = next.journal()[0];
        expect(
          line?.outcome === (found.sql === null ? 'not-done' : 'done'),
          `there: ${found.sql}, and the next start says ${line?.outcome}`,
        );
        count[found.sql === null ? 'gone' : 'there'] += 1;
        if (found.sql !== null) await next.rollback();
        await next.close();
      },
    );
  }
  tell(trial, `${mode}: killed Lookouts`, count);
}

async function killOneLookout(place: Place, phase: string, delay: number): Promise<void> {
  const lookout = fork(
    join(import.meta.dirname, 'lib', 'lookout-process.ts'),
    [place.architect, place.dataDir, INDEX],
    // A group of its own: the kill takes its child along.
    { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const gone = once(lookout, 'exit');
  const begun = new Promise<void>((resolve) => {
    lookout.on('message', (message) => {
      if (JSON.stringify(message).includes(phase)) resolve();
    });
  });
  await Promise.race([begun, gone]);
  await after(delay);
  if (lookout.pid !== undefined && lookout.exitCode === null) process.kill(-lookout.pid, 'SIGKILL');
  await gone;
}

function tell(
  trial: Trial,
  what: string,
  count: { there: number; gone: number; hot: number },
): void {
  trial.figure(`${what}, index not there afterwards`, count.gone, '');
  trial.figure(`${what}, index wholly there`, count.there, '');
  trial.figure(`${what}, in mid-commit with a journal to play back`, count.hot, '');
}
