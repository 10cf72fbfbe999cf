import type { RecentFlow } from '../readings.ts';

/** What a queue did since the reading before. Durations in ms. */
export interface FlowDelta {
  readonly arrived: number;
  readonly finished: number;
  readonly failed: number;
  readonly toAssignmentMs: readonly number[];
  readonly toCompletionMs: readonly number[];
}

const NOTHING: FlowDelta = {
  arrived: 0,
  finished: 0,
  failed: 0,
  toAssignmentMs: [],
  toCompletionMs: [],
};
/** Events older than this are not new, however late their row was seen. */
const WINDOW_MS = 30 * 60_000;
const REMEMBERED_IDS = 5000;
const FORGET_EVERY_MS = 60_000;

interface SecondOfEvents {
  /** ms, a whole second. */
  readonly at: number;
  readonly count: number;
}

/** How many events of each second have been counted. */
class CountedSeconds {
  readonly #counted = new Map<number, number>();

  /** How many of these were not counted before. */
  fresh(events: Iterable<SecondOfEvents>, since: number): number {
    let fresh = 0;
    for (const { at, count } of events) {
      if (at < since) continue;
      const before = this.#counted.get(at) ?? 0;
      if (count <= before) continue;
      fresh += count - before;
      this.#counted.set(at, count);
    }
    return fresh;
  }

  forget(before: number): void {
    for (const at of this.#counted.keys()) if (at < before) this.#counted.delete(at);
  }
}

/**
 * Turns what a database says of its last hour into what is new: a row may be seen some time after the
 * second it names, so each second's count is compared with what was counted of it before.
 */
export class FlowCounter {
  readonly #arrivals = new CountedSeconds();
  readonly #finishes = new CountedSeconds();
  readonly #failures = new CountedSeconds();
  readonly #seen = new Set<number>();
  #last: RecentFlow | null = null;
  #forgotAt = 0;

  next(recent: RecentFlow, now: number): FlowDelta {
    // The same reading tells the same, however often it is shown.
    if (recent === this.#last) return NOTHING;
    const isFirst = this.#last === null || this.#hasForgotten(now);
    this.#last = recent;
    const since = now - WINDOW_MS;
    const arrived = this.#arrivals.fresh(recent.arrivals, since);
    const finished = this.#finishes.fresh(only(recent.finishes, false), since);
    const failed = this.#failures.fresh(only(recent.finishes, true), since);
    const done = recent.completions.filter(({ id }) => !this.#seen.has(id));
    this.#remember(done.map(({ id }) => id));
    this.#forget(now);
    // What happened before the first reading is for the reconstruction, not for now.
    if (isFirst) return NOTHING;
    return {
      arrived,
      finished,
      failed,
      toAssignmentMs: done.flatMap(({ toAssignmentMs }) => toAssignmentMs ?? []),
      toCompletionMs: done.flatMap(({ toCompletionMs }) => toCompletionMs ?? []),
    };
  }

  /** A clock that was put back by more than the window: what it tells of may have been counted once. */
  #hasForgotten(now: number): boolean {
    return now < this.#forgotAt - WINDOW_MS;
  }

  #remember(ids: readonly number[]): void {
    for (const id of ids) this.#seen.add(id);
    for (const id of this.#seen) {
      if (this.#seen.size <= REMEMBERED_IDS) break;
      this.#seen.delete(id);
    }
  }

  #forget(now: number): void {
    if (Math.abs(now - this.#forgotAt) < FORGET_EVERY_MS) return;
    this.#forgotAt = now;
    for (const seconds of [this.#arrivals, this.#finishes, this.#failures]) {
      seconds.forget(now - 2 * WINDOW_MS);
    }
  }
}

function* only(
  finishes: RecentFlow['finishes'],
  failed: boolean,
): Generator<SecondOfEvents, void, void> {
  for (const finish of finishes) if (finish.failed === failed) yield finish;
}
