import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../../src/core/history/database.ts';
import { HistoryReader } from '../../../src/core/history/query.ts';
import { RootHistory } from '../../../src/core/history/store.ts';
import { Fleet, simulate } from '../../torture/history-simulation.ts';

const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

it(
  'a day at one reading a second stays small, and every count is exact',
  { timeout: 120_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'lookout-simulation-'));
    const file = join(folder, 'history.db');
    const { db } = openHistory(file);
    try {
      const history = new RootHistory(db, '/a');
      const fleet = new Fleet(7);
      const truth = { arrived: 0, finished: 0, failed: 0 };
      const end = simulate({ history }, fleet, START, 1, (sample) => {
        truth.arrived += sample.counters.get('prompts.arrived') ?? 0;
        truth.finished += sample.counters.get('prompts.finished') ?? 0;
        truth.failed += sample.counters.get('prompts.failed') ?? 0;
      });
      history.close();
      const total = new HistoryReader(db, history.rootId).total(START, end, end);
      const counted = (name: string): number => total.counters.get(history.seriesId(name)) ?? 0;
      expect({
        arrived: counted('prompts.arrived'),
        finished: counted('prompts.finished'),
        failed: counted('prompts.failed'),
      }).toEqual(truth);
      expect(total.watchedMs).toBe(DAY - 1000);
      db.pragma('wal_checkpoint(TRUNCATE)');
      expect(statSync(file).size).toBeLessThan(2e6);
    } finally {
      db.close();
      rmSync(folder, { recursive: true });
    }
  },
);
