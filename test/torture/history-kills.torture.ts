import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { HistoryReader } from '../../src/core/history/query.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'history-kills';

const KILLS = 100;
const LONGEST_MS = 400;
const START = Date.UTC(2026, 0, 1);

/** A writer of history is killed at random moments of writing and rolling up. */
export async function run(trial: Trial): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-kills-'));
  const file = join(folder, 'history.db');
  try {
    let most = 0;
    for (let kill = 0; kill < trial.times(KILLS); kill++) {
      await trial.check(`kill ${kill}: the file is whole and nothing stored is lost`, async () => {
        const told = await writeAndKill(file, trial.random.next() * LONGEST_MS);
        most = look(file, told);
      });
    }
    trial.figure('events that outlived all kills', most, 'events');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The last moment that the writer said was stored. */
async function writeAndKill(file: string, afterMs: number): Promise<number> {
  const writer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'lib', 'history-writer.ts'), file, String(START)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface(writer.stdout);
  let told = 0;
  lines.on('line', (line) => {
    told = Number(line);
  });
  const exit = once(writer, 'exit');
  await once(lines, 'line');
  await new Promise((done) => setTimeout(done, afterMs));
  const read = once(lines, 'close');
  writer.kill('SIGKILL');
  await Promise.all([exit, read]);
  return told;
}

/** How many events the file holds: one for every second up to the last. Throws where any is lost. */
function look(file: string, told: number): number {
  const db = new Database(file, { readonly: true });
  try {
    const whole = db.pragma('quick_check', { simple: true });
    if (whole !== 'ok') throw new Error(String(whole));
    const last = db.prepare<[], number>('SELECT max(t) FROM raw').pluck().get() ?? 0;
    if (last < told) throw new Error(`${(told - last) / 1000} stored seconds are gone`);
    const series = db.prepare<[], number>("SELECT id FROM series WHERE name = 'done'").pluck();
    const reader = new HistoryReader(db, 1);
    const counted = reader.total(START, last + 1000, last + 1000).counters.get(series.get() ?? 0);
    const expected = (last - START) / 1000 + 1;
    if (counted !== expected) throw new Error(`${counted} events instead of ${expected}`);
    return expected;
  } finally {
    db.close();
  }
}
