import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Charts } from '../../../src/shared/model.ts';
import { Chain } from '../../lib/chain.ts';
import { asOrdinaryUser } from '../../lib/ordinary-user.ts';
import { OtherChain } from '../../lib/other-chain.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

const SECOND = 1000;
const START = Date.UTC(2026, 4, 1);

/** Runs a Lookout for so many seconds, a moment each. */
function watch(chain: Chain, from: number, seconds: number, waiting: number): number {
  for (let s = 0; s < seconds; s++) chain.tick(from + s * SECOND, { waiting, finished: 1 });
  return from + seconds * SECOND;
}

function started(file: string, isNow = true): Chain {
  const chain = new Chain({ file });
  onTestFinished(() => chain.stop());
  if (isNow) chain.start(START);
  return chain;
}

const levels = (charts: Charts | null): Set<number> =>
  new Set(charts?.depth.points.flatMap(({ waiting }) => waiting ?? []));

/** For how long anything is on record, and how much was finished in it. */
const totals = (chain: Chain, now: number) =>
  chain.history.read(now, ({ reader }) => {
    const total = reader.total(START, now, now);
    const finished = reader.series().get('prompts.finished') ?? -1;
    return { watchedMs: total.watchedMs, finished: total.counters.get(finished) };
  });

describe('the data folder', () => {
  it('vanishes and comes back: charts go on, it is said, and what happened meanwhile is kept', () => {
    const folder = join(tempFolder(), 'data');
    const chain = started(join(folder, 'history.db'));
    const gone = watch(chain, START, 120, 5);
    renameSync(folder, `${folder}-away`);
    const noticed = watch(chain, gone, 20, 6);
    expect(chain.status.isKept).toBe(false);
    expect(chain.status.problem?.message).toContain('data folder is gone');
    expect(levels(chain.charts(noticed))).toContain(6);
    const still = watch(chain, noticed, 120, 7);
    expect(chain.status.problem?.message).toContain('data folder is gone');
    expect(existsSync(folder)).toBe(false);
    renameSync(`${folder}-away`, folder);
    const end = watch(chain, still, 70, 8);
    expect(chain.status).toMatchObject({ isKept: true, problem: null });
    expect(levels(chain.charts(end))).toEqual(new Set([5, 6, 7, 8]));
    const kept = totals(chain, end);
    // A moment at each change of place, at most.
    expect(kept?.watchedMs).toBeGreaterThan(end - START - 5 * SECOND);
    expect(kept?.finished).toBeGreaterThanOrEqual(330 - 4);
  });

  it('is another one in its place: what is written goes there, and nothing into nowhere', () => {
    const folder = join(tempFolder(), 'data');
    const chain = started(join(folder, 'history.db'));
    const gone = watch(chain, START, 60, 5);
    renameSync(folder, `${folder}-away`);
    mkdirSync(folder);
    const end = watch(chain, gone, 90, 6);
    expect(chain.status).toMatchObject({ isKept: true, problem: null });
    expect(statSync(join(folder, 'history.db')).size).toBeGreaterThan(0);
    expect(levels(chain.charts(end))).toContain(6);
  });

  it('cannot be written to: that is said, charts go on, and it is kept once it can', async () => {
    const folder = tempFolder();
    const file = join(folder, 'history.db');
    chmodSync(folder, 0o555);
    const chain = started(file, false);
    await asOrdinaryUser(async () => {
      chain.start(START);
      const closed = watch(chain, START, 130, 5);
      expect(chain.status.isKept).toBe(false);
      expect(chain.status.problem?.message).toContain('cannot be written to the data folder');
      expect(levels(chain.charts(closed))).toEqual(new Set([5]));
    });
    chmodSync(folder, 0o777);
    await asOrdinaryUser(async () => {
      const end = watch(chain, START + 130 * SECOND, 70, 6);
      expect(chain.status).toMatchObject({ isKept: true, problem: null });
      expect(levels(chain.charts(end))).toEqual(new Set([5, 6]));
      chain.stop();
    });
  });

  it('stays, and only the file is gone: a new one begins', () => {
    const file = join(tempFolder(), 'history.db');
    const chain = started(file);
    const gone = watch(chain, START, 10, 5);
    rmSync(file);
    const end = watch(chain, gone, 80, 6);
    expect(chain.status.isKept).toBe(true);
    expect(levels(chain.charts(end))).toContain(6);
  });
});

it('a disk without room: history goes on in memory, says so, and nothing stored is lost', async () => {
  const file = join(tempFolder(), 'history.db');
  const chain = new OtherChain(file);
  onTestFinished(() => chain.kill());
  await chain.start(START);
  let now = START;
  const tick = (waiting: number) => chain.tick((now += 10 * SECOND), { waiting });
  for (let i = 0; i < 12; i++) await tick(5);
  // Nothing can be written beyond it from here on.
  chain.limitFiles(8192);
  let state = await tick(6);
  for (let i = 0; i < 12; i++) state = await tick(i);
  expect(state.isKept).toBe(false);
  expect(state.problem).toContain('goes on in memory');
  expect(state.waiting.length).toBeGreaterThan(1);
  chain.limitFiles('unlimited');
  for (let i = 0; i < 7; i++) state = await tick(20);
  expect(state).toMatchObject({ isKept: true, problem: null });
  expect(state.waiting[0]).toBe(5);
  expect(state.waiting).toContain(11);
  expect(state.waiting.at(-1)).toBe(20);
}, 60_000);
