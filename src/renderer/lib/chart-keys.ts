import type { ChartPoint } from '../../shared/model.ts';
import { stepTo } from './table-keys.ts';

/** Keys along time as those down a list; the page keys are a slider's: up is later. */
const asInList: Readonly<Record<string, string>> = {
  ArrowLeft: 'ArrowUp',
  ArrowRight: 'ArrowDown',
  PageDown: 'PageUp',
  PageUp: 'PageDown',
  Home: 'Home',
  End: 'End',
};

/** So many presses of a page key cross a chart. */
const PAGES = 10;

/**
 * The point that a key leads to from `current`, or from the newest one where none is read yet; null
 * when the key does not move along a chart.
 */
export function pointFor(
  key: string,
  points: readonly ChartPoint[],
  current: ChartPoint | null,
): ChartPoint | null {
  const inList = asInList[key];
  if (inList === undefined) return null;
  const from = current === null ? points.length : points.indexOf(current);
  const page = Math.round(points.length / PAGES);
  const to = stepTo(inList, from, points.length, page);
  return to === null ? null : (points[to] ?? null);
}
