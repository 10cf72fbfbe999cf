import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { referenceStats } from '../demo/schema.ts';
import { countsReader } from '../src/core/queue/counts.ts';
import { queueShape } from '../src/core/queue/shape.ts';
import { AssignerSource } from '../src/core/sources/assigner-source.ts';
import { sessionsReader } from '../src/core/sources/sessions-reader.ts';
import { readTables } from '../src/core/sources/tables.ts';
import { compareMs, median, timeMs } from './lib/measure.ts';
import { makePromptsDatabase, optional, recommended } from './lib/prompts-database.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

export const name = 'database';

const TOP_50 = `SELECT * FROM prompts WHERE status = 'pending' ORDER BY priority DESC, created_at ASC LIMIT 50`;
const SIZES = [100_000, 1_000_000] as const;

/** A database of each size, and the reading of it; everything goes when the run ends. */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-'));
  try {
    const [small, large] = SIZES.map((rows) => {
      const file = join(folder, `${rows}.db`);
      console.error(`  making ${rows} prompts`);
      return { file, writer: makePromptsDatabase(file, rows) };
    });
    if (small === undefined || large === undefined) throw new Error('No sizes');
    const unindexedMs = await medianMs(large.writer, TOP_50);
    for (const sql of [...recommended, ...optional]) {
      small.writer.exec(sql);
      large.writer.exec(sql);
    }
    const indexedMs = await medianMs(large.writer, TOP_50);
    const live = await liveFigures(large.file);
    const ticks = { small: await tickMs(small), large: await tickMs(large) };
    small.writer.close();
    large.writer.close();
    return {
      ratios: [
        ratio('top50-vs-no-index', {
          a: unindexedMs,
          b: indexedMs,
          unit: 'ms',
          size: '1M prompts',
        }),
        ratio('stats-vs-reference-aggregate', { ...live, unit: 'ms', size: '1M prompts' }),
        ratio('stats-1M-vs-100k', {
          a: ticks.large.changed,
          b: ticks.small.changed,
          unit: 'ms',
          size: '1M against 100k prompts',
        }),
        ratio('idle-tick', {
          a: ticks.large.idle,
          b: ticks.large.changed,
          unit: 'ms',
          size: '1M prompts',
        }),
      ],
      growth: [
        {
          name: 'tick with a change',
          unit: 'ms',
          points: [
            { size: SIZES[0], value: ticks.small.changed },
            { size: SIZES[1], value: ticks.large.changed },
          ],
        },
      ],
      notes: [
        'A tick is the median: parts that grow with history are read off the tick, at most every 5 s and at most a fiftieth of the time.',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function medianMs(db: Database, sql: string): Promise<number> {
  const statement = db.prepare(sql);
  const times: number[] = [];
  for (let i = 0; i < 12; i++) times.push(await timeMs(() => statement.all()));
  return median(times.slice(1));
}

/** The reference's two statements against how a tick reads the live figures, on one connection. */
async function liveFigures(file: string): Promise<{ a: number; b: number }> {
  const db = new Sqlite(file, { readonly: true });
  const tables = readTables(db);
  const [prompts, sessions] = [tables.get('prompts'), tables.get('sessions')];
  if (prompts === undefined || sessions === undefined) throw new Error('No tables');
  const reference = [referenceStats.prompts, referenceStats.sessions].map((sql) => db.prepare(sql));
  const counts = countsReader(db, queueShape('prompts', prompts), () => performance.now());
  const rows = sessionsReader(db, sessions);
  const ours = db.transaction(() => [counts.read({ now: 0, full: false }), rows()]);
  const measured = await compareMs(() => reference.map((statement) => statement.get()), ours);
  db.close();
  return measured;
}

/** One changed and one idle tick, in turn. */
async function tickMs(made: { file: string; writer: Database }) {
  const source = new AssignerSource({
    file: made.file,
    intervalMs: 1000,
    clock: Date.now,
    log: () => {},
  });
  const change = made.writer.prepare(
    `UPDATE prompts SET priority = (priority + 1) % 11 WHERE id = (SELECT MAX(id) FROM prompts WHERE status = 'pending')`,
  );
  await source.read();
  const times = { changed: [] as number[], idle: [] as number[] };
  for (let i = 0; i < 41; i++) {
    change.run();
    times.changed.push(await timeMs(() => source.read()));
    times.idle.push(await timeMs(() => source.read()));
  }
  await source.close();
  return { changed: median(times.changed), idle: median(times.idle) };
}
