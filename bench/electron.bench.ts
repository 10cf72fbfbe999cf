import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { privateServer, type PrivateServer } from '../test/core/tmux/private-server.ts';
import { Writer } from '../test/lib/writer.ts';
import { electronBench, memoryMiB, type ElectronBench, type Launched } from './lib/electron-app.ts';
import { median } from './lib/measure.ts';
import { makePromptsDatabase } from './lib/prompts-database.ts';
import { ratio, type BenchResult, type Ratio } from './lib/ratio.ts';

/** The whole app on real Electron: how fast it starts, what it holds, what its main process feels. */
export const name = 'electron';

const STARTS = 7;
const SESSIONS = 200;
const ROWS = 1_000_000;
const DELAY_S = 30;
/** How long both apps stand before their memory is read. */
const MEMORY_MIN = Number(process.env['BENCH_MEMORY_MIN'] ?? 10);

export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-'));
  const bench = await electronBench();
  const server = privateServer();
  const writer = new Writer();
  try {
    const root = await makeFleet(folder, writer, server);
    const target = ['--root', root, '--tmux-socket', server.socket];
    const start = await startRatio(bench, target);
    const delay = await mainDelay(bench, { target, root, folder, writer, server });
    const memory = await memoryRatio(bench);
    return {
      ratios: [start, delay.ratio, memory.ratio],
      notes: [...delay.notes, ...memory.notes],
    };
  } finally {
    await writer.stop();
    server.close();
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An Architect folder that is alive already, so that a start finds something to draw. */
async function makeFleet(folder: string, writer: Writer, server: PrivateServer): Promise<string> {
  const root = join(folder, 'fleet');
  mkdirSync(join(root, 'data', 'assigner'), { recursive: true });
  const assigner = join(root, 'data', 'assigner', 'assigner.db');
  await writer.create(assigner, { database: 'assigner' });
  await writer.create(join(root, 'data', 'architect.db'), { database: 'architect' });
  await writer.exec(assigner, "INSERT INTO prompts (content) VALUES ('one'), ('two')");
  server.start('builder');
  return root;
}

/**
 * From the launch to the first chart with a line in it, against the first paint of an empty window.
 * The empty window's paint is dated by the browser itself; the chart by looking at every frame.
 */
async function startRatio(bench: ElectronBench, target: readonly string[]): Promise<Ratio> {
  const ours: number[] = [];
  const empty: number[] = [];
  for (let at = -1; at < STARTS; at += 1) {
    const times = {
      ours: await startMs(await bench.lookout(...target), chartAt),
      empty: await startMs(await bench.empty(), paintedAt),
    };
    if (at < 0) continue;
    ours.push(times.ours);
    empty.push(times.empty);
  }
  return ratio('start-vs-empty', {
    a: median(ours),
    b: median(empty),
    unit: 'ms',
    size: `median of ${STARTS} starts`,
  });
}

async function startMs(launched: Launched, seenAt: (launched: Launched) => Promise<number>) {
  const at = await seenAt(launched);
  await launched.close();
  return at - launched.askedAt;
}

async function chartAt({ page }: Launched): Promise<number> {
  const seen = await page.waitForFunction(
    () => {
      // This file is checked without a page's types.
      const drawn = Reflect.get(globalThis, 'document');
      return drawn.querySelector('.time-chart-plot path.chart-shape') !== null && Date.now();
    },
    undefined,
    { polling: 'raf', timeout: 60_000 },
  );
  return Number(await seen.jsonValue());
}

async function paintedAt({ page }: Launched): Promise<number> {
  const painted = await page.waitForFunction(
    () => {
      const [first] = performance.getEntriesByName('first-contentful-paint');
      return first !== undefined && performance.timeOrigin + first.startTime;
    },
    undefined,
    { polling: 'raf' },
  );
  return Number(await painted.jsonValue());
}

interface Load {
  readonly target: readonly string[];
  readonly root: string;
  readonly folder: string;
  readonly writer: Writer;
  readonly server: PrivateServer;
}

/** The main process while much is watched, against the same app with next to nothing to watch. */
async function mainDelay(
  bench: ElectronBench,
  { target, root, folder, writer, server }: Load,
): Promise<{ ratio: Ratio; notes: string[] }> {
  console.error(`  watching little for ${DELAY_S} s`);
  const idle = await delaysOf(await bench.lookout(...target));
  console.error(`  making ${ROWS} prompts without indexes and ${SESSIONS} sessions`);
  const assigner = join(folder, 'large.db');
  makePromptsDatabase(assigner, ROWS).close();
  for (let at = 0; at < SESSIONS; at += 1) server.start(`agent-${at}`, 'cat');
  const busy = await bench.lookout(
    '--assigner-db',
    assigner,
    '--architect-db',
    join(root, 'data', 'architect.db'),
    '--tmux-socket',
    server.socket,
  );
  const insert = "INSERT INTO prompts (content) VALUES ('new')";
  const writing = setInterval(() => void writer.exec(assigner, insert), 1000);
  console.error(`  watching them for ${DELAY_S} s`);
  const loaded = await delaysOf(busy).finally(() => clearInterval(writing));
  return {
    ratio: ratio('main-delay', {
      a: loaded.p99,
      b: idle.p99,
      unit: 'ms',
      size: `p99 over ${DELAY_S} s, 1M prompts without indexes, ${SESSIONS} sessions`,
    }),
    notes: [
      `main process, longest delay: ${loaded.max.toFixed(1)} ms loaded, ${idle.max.toFixed(1)} ms idle`,
    ],
  };
}

/** Delays of the main process's event loop, ms, once the start is over. */
async function delaysOf({ app, page, close }: Launched): Promise<{ p99: number; max: number }> {
  await page.waitForSelector('.tile', { timeout: 120_000 });
  await passed(10_000);
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delays = monitorEventLoopDelay({ resolution: 10 });
    delays.enable();
    Reflect.set(globalThis, 'benchDelays', delays);
  });
  await passed(DELAY_S * 1000);
  const measured = await app.evaluate(() => {
    const delays = Reflect.get(globalThis, 'benchDelays');
    return { p99: delays.percentile(99) / 1e6, max: delays.max / 1e6 };
  });
  await close();
  return measured;
}

/** All of Lookout's processes after ten minutes of the demo, beside an empty window of the same age. */
async function memoryRatio(bench: ElectronBench): Promise<{ ratio: Ratio; notes: string[] }> {
  const ours = await bench.lookout('--demo');
  const empty = await bench.empty();
  console.error(`  both standing for ${MEMORY_MIN} min`);
  await passed(MEMORY_MIN * 60_000);
  const sizes = {
    a: memoryMiB(Number(ours.app.process().pid)),
    b: memoryMiB(Number(empty.app.process().pid)),
  };
  await ours.close();
  await empty.close();
  return {
    ratio: ratio('memory-vs-empty', {
      ...sizes,
      unit: 'MiB',
      size: `after ${MEMORY_MIN} min of the demo`,
    }),
    notes: [
      'memory: without the processes of the demo itself, which Lookout does not have at work',
    ],
  };
}
