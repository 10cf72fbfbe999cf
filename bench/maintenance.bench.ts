import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureSystemPackages } from '../scripts/lib/system-libraries.mjs';
import { forkChild } from '../src/core/maintenance/fork-child.ts';
import { MaintenanceService } from '../src/core/maintenance/service.ts';
import type { IndexResult } from '../src/shared/maintenance.ts';
import { median, timeMs } from './lib/measure.ts';
import { makePromptsDatabase, recommended } from './lib/prompts-database.ts';
import { ratio, type BenchResult, type Growth } from './lib/ratio.ts';

export const name = 'maintenance';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const LARGEST = SIZES[2];
const ROUNDS = 4;
const [QUEUE_SQL] = recommended;
/** On one table, of different widths. */
const INDEXES = [
  'idx_prompts_status_priority_created',
  'idx_prompts_target_session_status',
  'idx_lookout_prompts_completed',
  'idx_lookout_prompts_waiting',
];
const QUEUE = 'idx_prompts_status_priority_created';

const runProgram = promisify(execFile);

/** A build of ours against the sqlite3 shell's; the estimate against the truth; before and after. */
export async function run(): Promise<BenchResult> {
  await ensureSystemPackages([['sqlite3']]);
  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-'));
  try {
    const points: { size: number; value: number }[] = [];
    for (const rows of SIZES) points.push(...(await estimates(folder, rows)));
    const largest = join(folder, `${LARGEST}.db`);
    const builds = await buildTimes(largest, join(folder, 'builds'));
    const table = await beforeAndAfter(largest, join(folder, 'report'));
    const estimate: Growth = { name: 'estimate of a build / its true time', unit: '×', points };
    return {
      ratios: [ratio('build-vs-sqlite3-shell', { ...builds, unit: 'ms', size: '1M prompts' })],
      growth: [estimate],
      notes: ['Before and after at 1M prompts:', ...table],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const serviceFor = (file: string, dataDir: string): MaintenanceService =>
  new MaintenanceService({
    target: { assigner: file, architect: null },
    dataDir,
    start: forkChild,
    pauseMs: 0,
  });

/** Makes the database, and builds each index once: what was foretold, and what it took. */
async function estimates(folder: string, rows: number): Promise<{ size: number; value: number }[]> {
  console.error(`  making ${rows} prompts`);
  const file = join(folder, `${rows}.db`);
  makePromptsDatabase(file, rows).close();
  const service = serviceFor(file, join(folder, `estimates-${rows}`));
  const results = await applyAll(service, { quick: true, only: INDEXES });
  await service.rollback();
  await service.close();
  return results.map(({ estimateMs, tookMs }) => ({
    size: rows,
    value: (estimateMs ?? 0) / (tookMs ?? 1),
  }));
}

async function applyAll(
  service: MaintenanceService,
  request: { quick: boolean; only?: string[] },
): Promise<readonly IndexResult[]> {
  const plan = await service.plan(request);
  const results = await service.apply({ planId: plan.id, longBuilds: true });
  const not = results.find(({ outcome }) => outcome === 'not-done');
  if (not !== undefined) throw new Error(`${not.name}: ${not.reason}`);
  return results;
}

/** The same index on the same file, in turn; each is dropped again, and one round warms up. */
async function buildTimes(file: string, dataDir: string): Promise<{ a: number; b: number }> {
  const service = serviceFor(file, dataDir);
  const times = { a: [] as number[], b: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const plan = await service.plan({ only: [QUEUE], quick: true });
    const ours = await timeMs(() => service.apply({ planId: plan.id, longBuilds: true }));
    await service.rollback();
    const theirs = await timeMs(() => runProgram('sqlite3', [file, QUEUE_SQL]));
    await runProgram('sqlite3', [file, `DROP INDEX ${QUEUE}`]);
    if (round === 0) continue;
    times.a.push(ours);
    times.b.push(theirs);
  }
  await service.close();
  return { a: median(times.a), b: median(times.b) };
}

/** The lines of the table that a user finds in the report. */
async function beforeAndAfter(file: string, dataDir: string): Promise<readonly string[]> {
  const service = serviceFor(file, dataDir);
  await applyAll(service, { quick: false });
  const report = service.report();
  await service.close();
  return report
    .slice(report.indexOf('## Before and after'))
    .split('\n')
    .filter((line) => line.startsWith('|'));
}
