import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acknowledge, listAlerts, snooze } from '../../../src/core/alerts/requests.ts';
import { Chain } from '../../lib/chain.ts';
import { OtherChain } from '../../lib/other-chain.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const SECOND = 1000;
const START = Date.UTC(2026, 4, 1);

/** Two processes on one data folder. */
function two(): { first: OtherChain; second: OtherChain; file: string } {
  const file = join(tempFolder(), 'history.db');
  return { file, first: lookout(file), second: lookout(file) };
}

function lookout(file: string): OtherChain {
  const one = new OtherChain(file);
  onTestFinished(() => one.kill());
  return one;
}

describe('two Lookouts with one data folder', { timeout: 60_000 }, () => {
  it('the first keeps the history, the second reads it and says so', async () => {
    const { first, second } = two();
    expect(await first.start(START)).toMatchObject({ isKept: true, problem: null });
    for (let s = 0; s < 130; s += 10) await first.tick(START + s * SECOND, { waiting: 7 });
    const told = await second.start(START + 130 * SECOND);
    expect(told.isKept).toBe(false);
    expect(told.problem).toContain('Another Lookout');
    const seen = await second.tick(START + 131 * SECOND, { waiting: 99 });
    expect(seen.waiting.length).toBeGreaterThan(0);
    expect(new Set(seen.waiting)).toEqual(new Set([7]));
    const own = await first.tick(START + 132 * SECOND, { waiting: 7 });
    expect(own.isKept).toBe(true);
    expect(new Set(own.waiting)).toEqual(new Set([7]));
  });

  it.each(['stop', 'kill'] as const)(
    'the second takes over after a %s of the first',
    async (how) => {
      const { file, first, second } = two();
      await first.start(START);
      for (let s = 0; s < 70; s += 10) await first.tick(START + s * SECOND, { waiting: 7 });
      await second.start(START + 70 * SECOND);
      await first[how]();
      const end = START + 76 * SECOND;
      expect(await second.tick(end, { waiting: 9 })).toMatchObject({ isKept: true, problem: null });
      const after = await second.tick(end + 10 * SECOND, { waiting: 9 });
      expect(new Set(after.waiting)).toEqual(new Set([7, 9]));
      // A third one is now the one that reads.
      const third = lookout(file);
      expect((await third.start(end + 11 * SECOND)).problem).toContain('Another Lookout');
    },
  );

  it('only the one that keeps the history tells of alerts; both show them', async () => {
    const { first, second } = two();
    await first.start(START);
    await second.start(START);
    let states = await Promise.all([first.tick(START), second.tick(START)]);
    for (let s = 10; s <= 30 * 60; s += 60) {
      const now = START + s * SECOND;
      const doing = { states: ['waiting'] as const };
      states = await Promise.all([first.tick(now, doing), second.tick(now, doing)]);
    }
    const [one, other] = states;
    expect(one.told).toEqual(['Lookout: needs you']);
    expect(other.told).toEqual([]);
    expect(one.on).toHaveLength(1);
    expect(other.on).toEqual(one.on);
    // What was told is not told again by the one that takes over.
    await first.kill();
    const after = await second.tick(START + 31 * 60 * SECOND, { states: ['waiting'] });
    expect(after).toMatchObject({ isKept: true, told: [] });
    expect(after.on).toEqual(one.on);
  });

  it('what a person says to an alert is for the one that keeps the log; the other refuses', () => {
    const file = join(tempFolder(), 'history.db');
    const [first, second] = [new Chain({ file }), new Chain({ file })];
    onTestFinished(() => {
      first.stop();
      second.stop();
    });
    for (const one of [first, second]) one.start(START);
    for (let s = 0; s <= 30 * 60; s += 60) {
      first.tick(START + s * SECOND, { states: ['waiting'] });
    }
    const now = START + 31 * 60 * SECOND;
    const [alert] = listAlerts(second.history, now, { before: null, most: 9 });
    expect(alert?.acknowledgedAt).toBeNull();
    expect(acknowledge(second.history, now, 'all')).toBe(false);
    expect(snooze(second.history, now, { id: alert?.id ?? 0, minutes: 5 })).toBe(false);
    expect(second.status.problem?.message).toContain('Another Lookout');
    expect(acknowledge(first.history, now, 'all')).toBe(true);
    const [seen] = listAlerts(second.history, now, { before: null, most: 9 });
    expect(seen?.acknowledgedAt).toBe(now);
  });
});
