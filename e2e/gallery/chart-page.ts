import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Mark } from '../../src/renderer/lib/chart-shapes.tsx';
import type { Series } from '../../src/renderer/lib/chart-reading.tsx';
import { TimeChart } from '../../src/renderer/lib/time-chart.tsx';
import type { Chart, ChartPoint } from '../../src/shared/model.ts';

/** The window's own chart by itself, as large as a chart is asked to be: for `bench/window.bench.ts`. */

const POINTS = 500;
const colours = ['--failed', '--waiting', '--working', '--in-flight', '--queued', '--quiet'];
const series: readonly Series[] = colours.map((name, i) => ({
  key: `s${i}`,
  label: `series ${i}`,
  color: `var(${name})`,
}));
const STEP_MS = 172_800;

/** Another reading of the same day: every point is a little different, and the axis moves on. */
function chartAt(turn: number): { chart: Chart; fromAt: number; toAt: number } {
  const fromAt = Date.UTC(2026, 0, 5) + turn * STEP_MS;
  const points = Array.from({ length: POINTS }, (_, i): ChartPoint => {
    const values = series.map(({ key }, n) => [key, 20 + 10 * Math.sin((i + turn) / 9 + n) + n]);
    return { ...Object.fromEntries(values), t: fromAt + i * STEP_MS };
  });
  return {
    chart: { series: series.map(({ key, label }) => ({ key, label })), points },
    fromAt,
    toAt: fromAt + POINTS * STEP_MS,
  };
}

const box = document.getElementById('root');
if (box === null) throw new Error('the page has no root');
Object.assign(box.style, { display: 'flex', width: '700px', height: '220px' });
const root = createRoot(box);

function draw({ chart, fromAt, toAt }: ReturnType<typeof chartAt>, mark: Mark): void {
  flushSync(() => {
    root.render(
      createElement(TimeChart, {
        title: 'Load',
        chart,
        series,
        fromAt,
        toAt,
        mark,
        without: 'Nothing.',
      }),
    );
  });
}

/** After the effects of what was just committed. */
const settled = (): Promise<void> =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => done(), { once: true });
    port1.start();
    port2.postMessage(null);
  });

const painted = (): Promise<void> =>
  new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
  });

/** How long each of so many updates took to render and commit, with its effects, ms. */
async function measureChart(updates: number, mark: Mark): Promise<number[]> {
  const took: number[] = [];
  for (let turn = 0; turn < updates; turn += 1) {
    const next = chartAt(turn);
    await painted();
    const begun = performance.now();
    draw(next, mark);
    await settled();
    took.push(performance.now() - begun);
  }
  return took;
}

Object.assign(window, { measureChart });
