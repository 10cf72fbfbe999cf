import type { Chart, ChartPoint } from '../../shared/model.ts';

/** Where a moment lies on an axis from `fromAt` to `toAt`, `width` pixels wide. */
export const placeOf = (
  t: number,
  {
    fromAt,
    toAt,
    width,
  }: { readonly fromAt: number; readonly toAt: number; readonly width: number },
): number => ((t - fromAt) / Math.max(1, toAt - fromAt)) * width;

/** Where a value lies, from the plot's top, when `top` is the value there and zero at its foot. */
export const heightOf = (value: number, top: number, height: number): number =>
  height - (value / top) * height;

/** Where a moment and a value lie, pixels. */
export interface Scale {
  readonly x: (t: number) => number;
  readonly y: (value: number) => number;
}

/** One series, from `base` (what lies beneath it) to `top`; null in a gap. In the order of points. */
export interface Layer {
  readonly key: string;
  readonly cells: readonly {
    readonly t: number;
    readonly base: number;
    readonly top: number | null;
  }[];
}

/** Series as they are drawn: one upon the other, or each from zero. */
export function layersOf(
  points: readonly ChartPoint[],
  keys: readonly string[],
  isStacked: boolean,
): Layer[] {
  const beneath = points.map(() => 0);
  return keys.map((key) => ({
    key,
    cells: points.map((point, i) => {
      const value = point[key];
      const base = isStacked ? (beneath[i] ?? 0) : 0;
      if (typeof value !== 'number') return { t: point.t, base, top: null };
      beneath[i] = base + value;
      return { t: point.t, base, top: base + value };
    }),
  }));
}

/** The largest value that is drawn; 0 where nothing is. */
export function highest(layers: readonly Layer[]): number {
  let most = 0;
  for (const { cells } of layers) for (const { top } of cells) most = Math.max(most, top ?? 0);
  return most;
}

/** Whether there is anything to draw. */
export const hasFigures = ({ series, points }: Chart): boolean =>
  points.some((point) => series.some(({ key }) => typeof point[key] === 'number'));

/** When the first figure is of; null where there is none. */
export function firstMoment(layers: readonly Layer[]): number | null {
  const moments = layers.flatMap(({ cells }) => cells.find(({ top }) => top !== null)?.t ?? []);
  return moments.length === 0 ? null : Math.min(...moments);
}

const round = (n: number): number => Math.round(n * 10) / 10;

/** A line along the top; gaps stay gaps, and a single value is a dot of the line's width. */
export function linePath({ cells }: Layer, { x, y }: Scale): string {
  let path = '';
  let isDown = false;
  for (const [i, { t, top }] of cells.entries()) {
    if (top === null) {
      isDown = false;
      continue;
    }
    path += `${isDown ? 'L' : 'M'}${round(x(t))} ${round(y(top))}`;
    const isAlone = !isDown && (cells[i + 1]?.top ?? null) === null;
    if (isAlone) path += 'h0.1';
    isDown = true;
  }
  return path;
}

/** The area between base and top, a closed shape for each stretch without a gap, and the line along it. */
export function bandPaths(
  { cells }: Layer,
  { x, y }: Scale,
): { readonly area: string; readonly line: string } {
  let area = '';
  let line = '';
  let above = '';
  let back = '';
  const close = (): void => {
    if (above !== '') area += `M${above}${back}Z`;
    // A single value is a dot of the line's width.
    if (above !== '') line += above.includes('L') ? `M${above}` : `M${above}h0.1`;
    above = '';
    back = '';
  };
  for (const { t, base, top } of cells) {
    if (top === null) {
      close();
      continue;
    }
    const at = round(x(t));
    above += `${above === '' ? '' : 'L'}${at} ${round(y(top))}`;
    back = `L${at} ${round(y(base))}${back}`;
  }
  close();
  return { area, line };
}

/** An upright stroke for each value. */
export function barsPath({ cells }: Layer, { x, y }: Scale): string {
  return cells
    .map(({ t, base, top }) =>
      top === null || top === base ? '' : `M${round(x(t))} ${round(y(base))}V${round(y(top))}`,
    )
    .join('');
}

/** The point whose moment lies closest to `t`; points are in order of time. */
export function nearest(points: readonly ChartPoint[], t: number): ChartPoint | null {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.t ?? 0) < t) low = middle + 1;
    else high = middle;
  }
  const after = points[low];
  const before = points[low - 1];
  if (after === undefined || before === undefined) return after ?? null;
  return t - before.t <= after.t - t ? before : after;
}
