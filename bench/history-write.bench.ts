import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { openHistory } from '../src/core/history/database.ts';
import { RootRecord } from '../src/core/history/root.ts';
import type { AssignerReading } from '../src/core/readings.ts';
import { AssignerSource } from '../src/core/sources/assigner-source.ts';
import type { SessionState } from '../src/shared/model.ts';
import { NOW, session, sources } from '../test/core/monitor/builders.ts';
import { timeMs } from './lib/measure.ts';
import { makePromptsDatabase, optional, recommended } from './lib/prompts-database.ts';
import { ratio, type BenchResult } from './lib/ratio.ts';

/**
 * What history adds to a tick: a busy database is read once a second of a clock of its own, and what
 * was seen is written. Sums over all ticks, so that the minutes in which history rolls up, and the
 * quarters in which it packs and forgets, are in it. Without tmux, which would make a tick longer.
 */
export const name = 'history-write';

const ROWS = 100_000;
const SESSIONS = 50;
const TICKS = 900;
const states: readonly SessionState[] = ['working', 'waiting', 'ready', 'blocked'];

export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-write-'));
  const { db } = openHistory(join(folder, 'history.db'));
  const file = join(folder, 'assigner.db');
  const writer = makePromptsDatabase(file, ROWS);
  try {
    for (const sql of [...recommended, ...optional]) writer.exec(sql);
    const sum = await ticks(writer, file, new RootRecord(db, folder, [], Date.now()));
    return {
      ratios: [
        ratio('history-write-vs-tick', {
          a: sum.write / TICKS,
          b: (sum.read + sum.write) / TICKS,
          unit: 'ms',
          size: `${SESSIONS} sessions, ${ROWS / 1000}k prompts, ${TICKS} busy seconds`,
        }),
      ],
      notes: [
        'history-write-vs-tick: writing history / reading a database that has changed, and writing; means, roll-ups included',
      ],
    };
  } finally {
    writer.close();
    db.close();
    rmSync(folder, { recursive: true });
  }
}

async function ticks(writer: Database, file: string, root: RootRecord) {
  let now = Math.floor(Date.now() / 1000) * 1000;
  const source = new AssignerSource({ file, intervalMs: 1000, clock: () => now, log: () => {} });
  const happen = activity(writer);
  const sum = { read: 0, write: 0 };
  await source.read();
  for (let tick = 0; tick < TICKS; tick++, now += 1000) {
    happen(now);
    sum.read += await timeMs(() => source.read());
    const reading = source.latest();
    if (reading === null) throw new Error('the database could not be read');
    const moment = momentOf(now, tick, reading);
    sum.write += await timeMs(() => root.record(moment));
  }
  await source.close();
  return sum;
}

/** In each second one prompt comes, one is taken and one is done. */
function activity(db: Database): (now: number) => void {
  const statements = [
    "INSERT INTO prompts (content, status, priority, created_at) VALUES ('more', 'pending', 5, ?)",
    `UPDATE prompts SET status = 'in_progress', assigned_at = ?
       WHERE id = (SELECT min(id) FROM prompts WHERE status = 'pending')`,
    `UPDATE prompts SET status = 'completed', completed_at = ?
       WHERE id = (SELECT min(id) FROM prompts WHERE status = 'in_progress')`,
  ].map((sql) => db.prepare(sql));
  const all = db.transaction((at: string) => statements.map((statement) => statement.run(at)));
  return (now) => void all(new Date(now).toISOString().slice(0, 19).replace('T', ' '));
}

/** One session in ten seconds goes to another state. */
const momentOf = (now: number, tick: number, { queue, recent }: AssignerReading) => ({
  now,
  queues: { prompts: queue, task_queue: null },
  sessions: Array.from({ length: SESSIONS }, (_, i) =>
    session(`agent-${i}`, states[(i + Math.floor((tick / 10 + i) / SESSIONS)) % 4] ?? 'ready', {
      since: NOW,
    }),
  ),
  sources: sources(),
  probe: null,
  timings: { tickMs: 1, scanMs: 20, queueMs: 0.3, statsMs: 0.8, panes: SESSIONS, captured: 5 },
  recent: { prompts: recent, task_queue: null },
});
