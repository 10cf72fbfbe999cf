import { longestMs, shortestMs } from '../../../shared/history.ts';

/** What stretch is shown: the last so many ms, going on with time; or a fixed one. */
export type Range =
  | { readonly kind: 'live'; readonly ms: number }
  | { readonly kind: 'fixed'; readonly from: number; readonly to: number };

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * A live stretch moves on in steps as wide as a point, finer ones would show nothing more; and never by
 * more than a minute: a point of two years is a day and a half, of which nothing would be told.
 */
const stepOf = (ms: number): number => Math.min(60_000, Math.max(5000, ms / 500));

export function stretchOf(range: Range, now: number): Stretch {
  if (range.kind === 'fixed') return { from: range.from, to: range.to };
  const to = Math.floor(now / stepOf(range.ms)) * stepOf(range.ms);
  return whole({ from: to - range.ms, to });
}

/** Between the two moments, in either order; never narrower than can be asked for. */
export function zoomTo(a: number, b: number, now: number): Range {
  const middle = (a + b) / 2;
  const half = Math.max(Math.abs(b - a), shortestMs) / 2;
  return fixed(middle - half, middle + half, now);
}

/** By a factor about its middle: 0.5 shows half as much. Live stays live. */
export function zoomBy(range: Range, factor: number, now: number): Range {
  const { from, to } = stretchOf(range, now);
  const ms = Math.min(longestMs, Math.max(shortestMs, (to - from) * factor));
  if (range.kind === 'live') return { kind: 'live', ms };
  const middle = (from + to) / 2;
  return fixed(middle - ms / 2, middle + ms / 2, now);
}

/** By a share of its length; beyond now it is live. */
export function panBy(range: Range, share: number, now: number): Range {
  const { from, to } = stretchOf(range, now);
  const by = (to - from) * share;
  return to + by >= now && share > 0
    ? { kind: 'live', ms: to - from }
    : fixed(from + by, to + by, now);
}

function fixed(from: number, to: number, now: number): Range {
  const end = Math.min(to, now);
  const begin = Math.max(0, Math.min(from, end - shortestMs));
  return { kind: 'fixed', ...whole({ from: begin, to: end }) };
}

const whole = ({ from, to }: Stretch): Stretch => ({
  from: Math.round(from),
  to: Math.round(to),
});
