import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TimelineResult } from './lib/clock-timelines.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'history-clocks';

/** Of each zone and change. */
const TIMELINES = 10;

/** Zones, and a moment soon after their clocks were put forward, and back (or at any time). */
const zones = [
  ['Europe/Berlin', '2026-03-29T03:00:00Z', '2026-10-25T03:00:00Z'],
  ['America/St_Johns', '2026-03-08T08:00:00Z', '2026-11-01T07:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T17:00:00Z', '2026-04-04T17:00:00Z'],
  ['Asia/Kathmandu', '2026-05-01T00:00:00Z', '2026-11-24T00:00:00Z'],
  ['Pacific/Apia', '2026-05-01T00:00:00Z', '2026-11-24T00:00:00Z'],
] as const;

/** Lookouts in several time zones, on days on which clocks are put forward, back, and jump besides. */
export async function run(trial: Trial): Promise<void> {
  const sum = { moments: 0, incidents: 0, alerts: 0 };
  const count = trial.times(TIMELINES);
  for (const [zone, ...moments] of zones) {
    const seed = Math.floor(trial.random.next() * 2 ** 31);
    const results = await timelines(zone, seed, count, moments);
    await trial.check(`${zone}: all were run`, () => {
      const all = count * moments.length;
      if (results.length !== all) throw new Error(`${results.length} of ${all}`);
    });
    for (const { what, failures, ...counts } of results) {
      await trial.check(`${zone}, seed ${seed}: ${what}`, () => {
        if (failures.length > 0) throw new Error(failures.slice(0, 5).join('; '));
      });
      sum.moments += counts.moments;
      sum.incidents += counts.incidents;
      sum.alerts += counts.alerts;
    }
  }
  trial.figure('moments', sum.moments, '');
  trial.figure('incidents', sum.incidents, '');
  trial.figure('alerts told', sum.alerts, '');
}

async function timelines(
  zone: string,
  seed: number,
  count: number,
  moments: readonly string[],
): Promise<TimelineResult[]> {
  const child = fork(
    join(import.meta.dirname, 'lib', 'clock-timelines.ts'),
    [String(seed), String(count), ...moments],
    { env: { ...process.env, TZ: zone }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const results: TimelineResult[] = [];
  child.on('message', (result: TimelineResult) => results.push(result));
  await once(child, 'exit');
  return results;
}
