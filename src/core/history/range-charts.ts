import type { Charts, RangeMin } from '../../shared/model.ts';
import { chartsOf } from './charts.ts';
import { MINUTE } from './levels.ts';
import { marksIn } from './marks-in.ts';
import type { RecordReader } from './record-reader.ts';

/** Charts over a long range are drawn anew at most this often, ms. */
const LEAST_STEP_MS = 1000;

interface Held {
  readonly record: RecordReader;
  readonly range: RangeMin;
  readonly at: number;
  readonly value: Charts;
}

/** The charts that every snapshot carries. */
export class RangeCharts {
  #held: Held | null = null;

  /** The last `range` minutes; drawn anew only when a point further has been reached. */
  of(record: RecordReader, range: RangeMin, now: number): Charts {
    const held = this.#held;
    if (held !== null && isGood(held, record, range, now)) return held.value;
    const from = now - range * MINUTE;
    // What was recorded this very moment has no length yet; without any, a first chart were empty.
    const end = now + 1;
    const marks = marksIn(record, from, now);
    const value = chartsOf(record.reader, { from, to: end, now: end }, marks);
    this.#held = { record, range, at: now, value };
    return value;
  }
}

function isGood(held: Held, record: RecordReader, range: RangeMin, now: number): boolean {
  const { at, value } = held;
  const isFresh = now >= at && now - at < Math.max(LEAST_STEP_MS, value.stepMs);
  // A history that begins just now changes with every source that was read for the first time.
  const isBegun = value.depth.points.length > 1;
  if (!isFresh || !isBegun || held.record !== record || held.range !== range) return false;
  return value.reconstructedTo === record.reader.reconstructedTo;
}
