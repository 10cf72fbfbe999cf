import type { Chart, Charts, RangeMin } from '../../shared/model.ts';

type Known = number | null;

/** What one snapshot adds to the charts; null where a source could not say. */
export interface Sample {
  readonly t: number;
  readonly depth: { readonly waiting: Known; readonly inFlight: Known };
  readonly flow: { readonly finished: Known; readonly failed: Known };
  readonly sessions: {
    readonly working: Known;
    readonly waiting: Known;
    readonly ready: Known;
    readonly blocked: Known;
    readonly other: Known;
  };
  readonly oldest: { readonly oldest: Known };
  readonly probe: { readonly ms: Known };
}

/** Keeps samples and draws charts from them. */
export interface SampleStore {
  /** `sample.t` never goes back; one that does is dropped. */
  add(sample: Sample): void;
  /** Nothing is known from `t` on until the next sample: watching was paused. */
  gap(t: number): void;
  /** The last `rangeMin` minutes up to `now`, at most 500 points a chart. */
  charts(rangeMin: RangeMin, now: number): Charts;
}

type ChartName = Exclude<keyof Sample, 't'>;

const labels: { readonly [N in ChartName]: { readonly [K in keyof Sample[N]]: string } } = {
  depth: { waiting: 'waiting', inFlight: 'in flight' },
  flow: { finished: 'finished', failed: 'failed' },
  sessions: {
    working: 'working',
    waiting: 'waiting for you',
    ready: 'ready',
    blocked: 'blocked',
    other: 'other',
  },
  oldest: { oldest: 'oldest waiting' },
  probe: { ms: 'response time' },
};

const unknown: Omit<Sample, 't'> = {
  depth: { waiting: null, inFlight: null },
  flow: { finished: null, failed: null },
  sessions: { working: null, waiting: null, ready: null, blocked: null, other: null },
  oldest: { oldest: null },
  probe: { ms: null },
};

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_POINTS = 500;
/** Samples come at least every few seconds; after this long without one, nobody was looking. */
const GAP_MS = 20 * SECOND_MS;
const LONGEST_MS = 24 * HOUR_MS;
/** How finely samples are kept up to an age; older ones are dropped. */
const KEPT = [
  { untilAgeMs: 15 * MINUTE_MS, stepMs: SECOND_MS },
  { untilAgeMs: 3 * HOUR_MS, stepMs: 10 * SECOND_MS },
  { untilAgeMs: LONGEST_MS, stepMs: MINUTE_MS },
] as const;
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300].map((s) => s * SECOND_MS);

/** Samples since the start, in memory, thinned with age: some 3,200 for a full day. */
export class MemorySamples implements SampleStore {
  #samples: Sample[] = [];
  #thinnedAt = 0;

  add(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && sample.t < last.t) return;
    if (last !== undefined && sample.t - last.t > GAP_MS) this.gap(last.t + SECOND_MS);
    this.#samples.push(sample);
    if (sample.t - this.#thinnedAt < MINUTE_MS) return;
    this.#thinnedAt = sample.t;
    this.#samples = thin(this.#samples, sample.t);
  }

  gap(t: number): void {
    this.#samples.push({ t, ...unknown });
  }

  charts(rangeMin: RangeMin, now: number): Charts {
    const fromAt = now - rangeMin * MINUTE_MS;
    const inRange = this.#samples.filter(({ t }) => t >= fromAt);
    const spanMs = now - (inRange[0]?.t ?? now);
    const stepMs =
      STEPS_MS.find((step) => spanMs / step < MAX_POINTS - 1) ?? spanMs / (MAX_POINTS - 1);
    const samples = lastOfEachSlot(inRange, () => stepMs);
    const chart = (name: ChartName): Chart => ({
      series: Object.entries(labels[name]).map(([key, label]) => ({ key, label })),
      points: samples.map((sample) => ({
        t: Math.round(slotOf(sample.t, stepMs) * stepMs),
        ...sample[name],
      })),
    });
    return {
      fromAt,
      toAt: now,
      stepMs,
      depth: chart('depth'),
      flow: chart('flow'),
      sessions: chart('sessions'),
      oldest: chart('oldest'),
      latency: { series: [], points: [] },
      probe: chart('probe'),
      marks: [],
    };
  }
}

function thin(samples: readonly Sample[], now: number): Sample[] {
  const kept = samples.filter(({ t }) => now - t <= LONGEST_MS);
  return lastOfEachSlot(
    kept,
    ({ t }) => KEPT.find(({ untilAgeMs }) => now - t <= untilAgeMs)?.stepMs ?? MINUTE_MS,
  );
}

/** Of samples that fall into one slot of the time axis, the last. */
function lastOfEachSlot(samples: readonly Sample[], stepOf: (sample: Sample) => number): Sample[] {
  return samples.filter((sample, i) => {
    const next = samples[i + 1];
    const step = stepOf(sample);
    return next === undefined || slotOf(next.t, step) !== slotOf(sample.t, step);
  });
}

const slotOf = (t: number, stepMs: number): number => Math.floor(t / stepMs);
