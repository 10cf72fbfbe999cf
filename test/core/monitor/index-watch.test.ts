import { afterEach, expect, it } from 'vitest';
import { journalFileIn } from '../../../src/core/maintenance/journal.ts';
import { Monitor } from '../../../src/core/monitor/monitor.ts';
import { watchTarget } from '../../../src/core/target.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import type { IndexReport, Snapshot } from '../../../src/shared/model.ts';
import { makePlace, type Place } from '../maintenance/support.ts';

const name = 'idx_prompts_status_priority_created';

let place: Place | null = null;
let monitor: Monitor | null = null;
afterEach(async () => {
  await monitor?.stop();
  await place?.remove();
});

const report = ({ indexes }: Snapshot): IndexReport | undefined =>
  indexes.find((index) => index.name === name);

const lostAlerts = ({ alerts }: Snapshot): string[] =>
  alerts.on.flatMap(({ kind, subject }) => (kind === 'index-lost' ? [subject] : []));

/** Watches one database and waits for what its indexes come to. */
async function watchIndexes(at: Place) {
  const waiting = new Set<(snapshot: Snapshot) => void>();
  let latest: Snapshot | null = null;
  monitor = new Monitor({
    onSnapshot: (snapshot) => {
      latest = snapshot;
      for (const look of waiting) look(snapshot);
    },
    log: () => {},
    journalFile: journalFileIn(at.dataDir),
  });
  const target = watchTarget({ assignerDb: at.assigner, tmuxSocket: 'lookout-test-none' });
  await monitor.watch(target, defaultSettings);
  return (wanted: (index: IndexReport, snapshot: Snapshot) => boolean) =>
    new Promise<Snapshot>((resolve) => {
      const look = (snapshot: Snapshot): void => {
        const found = report(snapshot);
        if (found === undefined || !wanted(found, snapshot)) return;
        waiting.delete(look);
        resolve(snapshot);
      };
      waiting.add(look);
      if (latest !== null) look(latest);
    });
}

it('follows definitions as they move, and tells what was lost', { timeout: 60_000 }, async () => {
  place = makePlace(200);
  const until = await watchIndexes(place);
  await until(({ state, lostSince }) => state === 'missing' && lostSince === null);

  const service = place.service({ target: { assigner: place.assigner, architect: null } });
  const plan = await service.plan({ only: [name] });
  await service.apply({ planId: plan.id });
  await until(({ state, isUnused }) => state === 'present' && !isUnused);

  place.open(place.assigner).exec(`DROP INDEX ${name}`);
  const lost = await until(({ lostSince }) => lostSince !== null);
  expect(lost.attention.map(({ title }) => title)).toContain('1 index that Lookout made is gone');
  expect(lostAlerts(lost)).toEqual([name]);

  place.open(place.assigner).exec('CREATE INDEX mine ON prompts(status)');
  const both = 'CREATE INDEX mine_too ON prompts(status, priority)';
  place.open(place.assigner).exec(both);
  await until((_, { redundant }) => redundant.some((index) => index.name === 'mine'));
});

it('does not call lost what Lookout itself took back', { timeout: 60_000 }, async () => {
  place = makePlace(200);
  const service = place.service({ target: { assigner: place.assigner, architect: null } });
  const plan = await service.plan({ only: [name] });
  await service.apply({ planId: plan.id });
  const until = await watchIndexes(place);
  await until(({ state }) => state === 'present');
  await service.rollback();
  const snapshot = await until(({ state }) => state === 'missing');
  expect(lostAlerts(snapshot)).toEqual([]);
  expect(snapshot.indexes.every(({ lostSince }) => lostSince === null)).toBe(true);
});
