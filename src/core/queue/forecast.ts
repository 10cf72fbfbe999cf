import type { Forecast, Rates } from '../../shared/model.ts';

export interface ForecastInput {
  /** Tasks waiting now. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly arrivals: Rates;
  readonly finishes: Rates;
}

/** Less than this share of the flow in either direction is no trend. */
const STEADY_SHARE = 0.05;
/** A window must have seen this many events to be judged by. */
const ENOUGH_EVENTS = 5;
/** A queue that takes longer than a month to empty is not worth a date. */
const LONGEST_MS = 30 * 86_400_000;

const windows = [
  { minutes: 5, rate: 'perMin5' },
  { minutes: 60, rate: 'perMin60' },
] as const;

/**
 * Where the queue is heading: arrivals against finishes over the last 5 minutes, or over the last
 * hour where those saw too little.
 */
export function forecast({ waiting, inFlight, arrivals, finishes }: ForecastInput): Forecast {
  const { arrived, finished, minutes } = judgedWindow(arrivals, finishes);
  const unknown = { netPerMin: null, emptyInMs: null, windowMin: minutes };
  if (waiting === 0 && inFlight === 0)
    return { ...unknown, trend: 'empty', netPerMin: net(arrived, finished) };
  if (arrived === null || finished === null) return { ...unknown, trend: 'unknown' };
  const netPerMin = arrived - finished;
  const known = { netPerMin, emptyInMs: null, windowMin: minutes };
  if (finished === 0) return { ...known, trend: arrived > 0 ? 'growing' : 'stopped' };
  if (Math.abs(netPerMin) <= Math.max(arrived, finished) * STEADY_SHARE) {
    return { ...known, trend: 'steady' };
  }
  if (netPerMin > 0) return { ...known, trend: 'growing' };
  const emptyInMs = Math.round((waiting / -netPerMin) * 60_000);
  return { ...known, trend: 'draining', emptyInMs: emptyInMs <= LONGEST_MS ? emptyInMs : null };
}

function judgedWindow(
  arrivals: Rates,
  finishes: Rates,
): { arrived: number | null; finished: number | null; minutes: number } {
  const judged = windows.map(({ minutes, rate }) => ({
    minutes,
    arrived: arrivals[rate],
    finished: finishes[rate],
  }));
  const enough = judged.find(
    ({ minutes, arrived, finished }) =>
      arrived !== null && finished !== null && (arrived + finished) * minutes >= ENOUGH_EVENTS,
  );
  const last = judged.findLast(({ arrived, finished }) => arrived !== null && finished !== null);
  return enough ?? last ?? { minutes: 60, arrived: null, finished: null };
}

const net = (arrived: number | null, finished: number | null): number | null =>
  arrived === null || finished === null ? null : arrived - finished;
