import {
  addDays,
  addMinutes,
  addMonths,
  differenceInCalendarDays,
  format,
  startOfDay,
  startOfHour,
  startOfMonth,
} from 'date-fns';
import { placeOf } from './chart-paths.ts';

const minute = 60_000;
const day = 1440;

/** Steps in minutes up to half a day, then whole days, then months. */
const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];
const dayStepsInDays = [1, 2, 3, 7, 14];
const monthSteps = [1, 2, 3, 6, 12];

export interface Axis {
  /** Round local times inside the span, ms since the epoch, oldest first. */
  readonly ticks: readonly number[];
  readonly label: (t: number) => string;
}

/** At most `most` ticks at round local times between `from` and `to` (ms since the epoch). */
export function timeAxis(from: number, to: number, most: number): Axis {
  const minutes = (to - from) / minute;
  if (!(minutes > 0) || !Number.isFinite(minutes)) return { ticks: [], label: () => '' };

  const ofMinutes = minuteSteps.find((step) => minutes / step <= most);
  if (ofMinutes !== undefined) {
    return {
      ticks: collect(firstMinute(from, ofMinutes), from, to, (t) => addMinutes(t, ofMinutes)),
      label: (t) => format(t, minutes > day && isMidnight(t) ? 'd MMM' : 'HH:mm'),
    };
  }
  const ofDays = dayStepsInDays.find((step) => minutes / day / step <= most);
  if (ofDays !== undefined) {
    const skip = differenceInCalendarDays(from, 0) % ofDays;
    return {
      ticks: collect(addDays(startOfDay(from), -skip), from, to, (t) => addDays(t, ofDays)),
      label: (t) => format(t, 'd MMM'),
    };
  }
  const ofMonths = monthSteps.find((step) => minutes / day / 30 / step <= most) ?? 12;
  return {
    ticks: collect(startOfMonth(from), from, to, (t) => addMonths(t, ofMonths)),
    label: (t) => format(t, 'MMM yyyy'),
  };
}

/** The last multiple of `step` minutes, counted from local midnight, not after `from`. */
function firstMinute(from: number, step: number): Date {
  if (step < 60) {
    const base = startOfHour(from);
    return addMinutes(base, Math.floor((from - base.getTime()) / minute / step) * step);
  }
  return startOfDay(from);
}

function collect(first: Date, from: number, to: number, next: (t: Date) => Date): number[] {
  const ticks: number[] = [];
  for (let t = first; t.getTime() <= to; t = next(t)) {
    if (t.getTime() >= from) ticks.push(t.getTime());
  }
  return ticks;
}

const isMidnight = (t: number): boolean => startOfDay(t).getTime() === t;

/** Roughly what a letter of a label takes, and the room that two labels keep, pixels. */
const LETTER = 6.2;
const ROOM = 24;

/** A moment on the axis with its words; `x`, pixels, is their middle. */
export interface PlacedTime {
  readonly t: number;
  readonly x: number;
  readonly text: string;
}

/**
 * Where the times of an axis go, `width` pixels wide. No words go beyond its end,
 * and those that have no room beside the ones before are left out.
 */
export function placeTimes(
  { ticks, label }: Axis,
  span: { readonly fromAt: number; readonly toAt: number; readonly width: number },
): PlacedTime[] {
  let takenTo = -Infinity;
  return ticks.flatMap((t): PlacedTime[] => {
    const text = label(t);
    const half = (text.length * LETTER) / 2;
    const x = Math.min(placeOf(t, span), span.width - half);
    if (x - half < takenTo) return [];
    takenTo = x + half + ROOM;
    return [{ t, x: Math.round(x * 10) / 10, text }];
  });
}
