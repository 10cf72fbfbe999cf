import type { SessionState } from '../../shared/model.ts';
import type { Stretch, Timeline, TimelineState } from '../../shared/timeline.ts';
import type { Span } from './raw.ts';
import type { StateChange } from './session-log.ts';

interface TimelineInput {
  readonly from: number;
  readonly to: number;
  /** When somebody watched, oldest first. */
  readonly spans: readonly Span[];
  /** One session's changes, oldest first, repeats included, from before `from` on. */
  readonly changes: readonly StateChange[];
}

/** More than can be told apart on a screen; the newest are kept. */
const MOST = 1000;

/** Lays one session's changes over the periods in which it was watched. */
export function timelineOf({ from, to, spans, changes }: TimelineInput): Timeline {
  const all: Stretch[] = [];
  let end = from;
  const add = (state: TimelineState, until: number, evidence: string): void => {
    const upTo = Math.min(until, to);
    if (upTo <= end) return;
    const last = all.at(-1);
    if (last?.state === state) all[all.length - 1] = { ...last, to: upTo };
    else all.push({ state, from: end, to: upTo, evidence });
    end = upTo;
  };
  for (const span of spans) {
    add('unwatched', span.from, '');
    const own = changes.filter(({ t }) => t >= span.from && t <= span.to);
    // A span begins with every session that is there: one that is not mentioned was not there.
    let held: { state: TimelineState; evidence: string } = { state: 'gone', evidence: '' };
    for (const { t, state, evidence } of own) {
      add(held.state, t, held.evidence);
      if (!isTimelineState(state)) continue;
      // What is written again at midnight comes without its evidence.
      const again = evidence === '' && state === held.state;
      held = { state, evidence: again ? held.evidence : evidence };
    }
    add(held.state, span.to, held.evidence);
  }
  add('unwatched', to, '');
  return { from, to, ...summed(all) };
}

function summed(all: readonly Stretch[]): Omit<Timeline, 'from' | 'to'> {
  const sums = new Map<SessionState, number>();
  for (const { state, from, to } of all) {
    if (isSeen(state)) sums.set(state, (sums.get(state) ?? 0) + to - from);
  }
  const seen = all.filter(({ state }) => isSeen(state));
  return {
    stretches: all.slice(-MOST),
    totals: [...sums].map(([state, ms]) => ({ state, ms })).toSorted((a, b) => b.ms - a.ms),
    changes: seen.filter(({ state }, place) => place > 0 && seen[place - 1]?.state !== state)
      .length,
    isCut: all.length > MOST,
  };
}

const states: Readonly<Record<TimelineState, true>> = {
  working: true,
  waiting: true,
  ready: true,
  blocked: true,
  shell: true,
  dead: true,
  unknown: true,
  gone: true,
  unwatched: true,
};

const isTimelineState = (state: string): state is TimelineState => Object.hasOwn(states, state);

const isSeen = (state: TimelineState): state is SessionState =>
  state !== 'gone' && state !== 'unwatched';
