import { addDays } from 'date-fns/addDays';
import { HOUR } from './levels.ts';
import type { Chart, ChartPoint } from '../../shared/model.ts';

/**
 * The same time of day, by this computer's clock, so many days later (earlier, if negative), ms.
 * Where the clock was put forward or back in between that is not a whole number of 24 hours.
 */
export const byDays = (t: number, days: number): number => addDays(t, days).getTime();

/**
 * A chart of so many days ago, each point at its own time of day now. An hour that has no counterpart
 * (it is skipped now, or there were two of it then) is left out; one that had none is a gap.
 */
export function laidBehind(chart: Chart, days: number, stepMs: number): Chart {
  const points: ChartPoint[] = [];
  for (const point of chart.points) {
    const t = byDays(point.t, days);
    if (byDays(t, -days) !== point.t) continue;
    const last = points.at(-1)?.t ?? t;
    // Wider cells than this straddle the change anyhow.
    if (stepMs <= HOUR && t - last > 1.5 * stepMs) points.push(gapAt(chart, last + stepMs));
    points.push({ ...point, t });
  }
  return { ...chart, points };
}

function gapAt({ points: [first] }: Chart, t: number): ChartPoint {
  return { ...Object.fromEntries(Object.keys(first ?? {}).map((key) => [key, null])), t };
}
