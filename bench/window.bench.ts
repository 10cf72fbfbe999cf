import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { build } from 'vite';
import config from '../electron.vite.config.ts';
import { serve } from '../e2e/gallery/serve.ts';
import { largeSnapshot } from '../test/renderer/fixtures/snapshots.ts';
import { stoppingCharts } from '../test/renderer/fixtures/charts.ts';
import type { Snapshot } from '../src/shared/model.ts';
import { electronBench, type ElectronBench, type Launched } from './lib/electron-app.ts';
import { median } from './lib/measure.ts';
import { ratio, type BenchResult, type Ratio } from './lib/ratio.ts';

/** What the window feels: frames while everything changes, and one chart's update. */
export const name = 'window';

const SESSIONS = 200;
/** Twice as often as the shortest cadence brings news. */
const EVERY_MS = 250;
const WATCHED_S = 10;
const UPDATES = 60;
const BUDGET_MS = 8;

export async function run(): Promise<BenchResult> {
  const bench = await electronBench();
  try {
    const update = await updateRatio(bench);
    const frames = await framesRatio(bench);
    return { ratios: [frames.ratio, ...update.ratios], notes: [...frames.notes, ...update.notes] };
  } finally {
    await bench.close();
  }
}

/** 200 sessions, each in another state than before, and a day of charts with a new end. */
function snapshots(now: number): Snapshot[] {
  const states = ['working', 'waiting', 'ready', 'blocked'] as const;
  const charts = stoppingCharts(now, 1440, true);
  const snapshot = largeSnapshot(now);
  return states.map((_, turn) => ({
    ...snapshot,
    sessions: snapshot.sessions.slice(0, SESSIONS).map((session, i) => ({
      ...session,
      state: states[(i + turn) % states.length] ?? 'working',
      lastLine: `line ${turn}`,
    })),
    charts: {
      ...charts,
      depth: {
        ...charts.depth,
        points: charts.depth.points.map((point, i) => ({
          ...point,
          waiting: (point['waiting'] ?? 0) + ((i + turn) % 4),
        })),
      },
    },
  }));
}

/** Intervals between frames while the window gets such news, against those of an empty window. */
async function framesRatio(bench: ElectronBench): Promise<{ ratio: Ratio; notes: string[] }> {
  const empty = await bench.empty();
  await empty.page.waitForLoadState();
  const idle = await intervals(empty);
  await empty.close();

  const folder = mkdtempSync(join(tmpdir(), 'lookout-bench-window-'));
  const ours = await bench.lookout('--root', folder, '--tmux-socket', 'lookout-bench-nobody');
  await ours.page.waitForSelector('.tile', { timeout: 120_000 });
  await ours.app.evaluate(
    ({ BrowserWindow }, { turns, everyMs }) => {
      let seq = 1_000_000;
      setInterval(() => {
        seq += 1;
        const turn = turns[seq % turns.length];
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.send('snapshot', { ...turn, seq, takenAt: Date.now() + 3_600_000 });
      }, everyMs);
    },
    { turns: snapshots(Date.now()), everyMs: EVERY_MS },
  );
  const seen: Record<string, number[]> = {};
  for (const [view, key] of [
    ['overview', 'Alt+1'],
    ['sessions', 'Alt+3'],
  ] as const) {
    await ours.page.keyboard.press(key);
    await passed(2000);
    seen[view] = await intervals(ours);
  }
  await ours.close();
  rmSync(folder, { recursive: true });
  const busy = Object.values(seen).map((all) => at(all, 0.95));
  return {
    ratio: ratio('frames-200-changing', {
      a: Math.max(...busy),
      b: at(idle, 0.95),
      unit: 'ms',
      size: `p95 over ${WATCHED_S} s, ${SESSIONS} sessions change every ${EVERY_MS} ms, 24 h of charts`,
    }),
    notes: Object.entries({ 'empty window': idle, ...seen }).map(
      ([view, all]) =>
        `frames, ${view}: half ${at(all, 0.5).toFixed(1)} ms, p95 ${at(all, 0.95).toFixed(1)} ms, longest ${at(all, 1).toFixed(1)} ms`,
    ),
  };
}

const intervals = ({ page }: Launched): Promise<number[]> =>
  page.evaluate(
    (forMs) =>
      new Promise<number[]>((done) => {
        const taken: number[] = [];
        // This file is checked without a page's types.
        const ask = Reflect.get(globalThis, 'requestAnimationFrame');
        let last: number | null = null;
        const begun = performance.now();
        const frame = (now: number): void => {
          if (last !== null) taken.push(now - last);
          last = now;
          if (now - begun < forMs) ask(frame);
          else done(taken);
        };
        ask(frame);
      }),
    WATCHED_S * 1000,
  );

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;

/** One chart of 500 points and six series, drawn anew, against what it may take. */
async function updateRatio(bench: ElectronBench): Promise<{ ratios: Ratio[]; notes: string[] }> {
  const built = resolve('out/chart-page');
  await buildChartPage(built);
  const { url, server } = await serve(built);
  const empty = await bench.empty();
  try {
    await empty.page.goto(`${url}chart-page.html`);
    const ratios: Ratio[] = [];
    const notes: string[] = [];
    for (const mark of ['line', 'band'] as const) {
      const took: number[] = await empty.page.evaluate(
        ({ updates, how }) => Reflect.get(globalThis, 'measureChart')(updates, how),
        { updates: UPDATES, how: mark },
      );
      // The first ones are compiled while they run.
      const warm = took.slice(UPDATES / 3);
      notes.push(
        `chart-update, ${mark}s: half ${median(warm).toFixed(1)} ms, p95 ${at(warm, 0.95).toFixed(1)} ms; the first took ${took[0]?.toFixed(1)} ms`,
      );
      ratios.push(
        ratio(`chart-update-${mark}`, {
          a: median(warm),
          b: BUDGET_MS,
          unit: 'ms',
          size: `500 points × 6 series, against ${BUDGET_MS} ms`,
        }),
      );
    }
    return { ratios, notes };
  } finally {
    await empty.close();
    server.close();
  }
}

async function buildChartPage(outDir: string): Promise<void> {
  if (typeof config !== 'object' || !('renderer' in config)) throw new Error('no renderer config');
  const { renderer } = config;
  await build({
    ...renderer,
    root: 'e2e/gallery',
    configFile: false,
    logLevel: 'warn',
    build: {
      ...renderer?.build,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: { page: resolve('e2e/gallery/chart-page.html') } },
    },
  });
}
