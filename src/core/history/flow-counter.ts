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

/**
 * Turns what a database says of its last hour into what is new: a row may be seen some time after the
 * second it names, so each second's count is compared with what was counted of it before.
 */
export class FlowCounter {
  readonly #counted = new Map<string, number>();
  readonly #seen = new Set<number>();
  #last: RecentFlow | null = null;

  next(recent: RecentFlow, now: number): FlowDelta {
    // The same reading tells the same, however often it is shown.
    if (recent === this.#last) return NOTHING;
    const isFirst = this.#last === null;
    this.#last = recent;
    const arrived = this.#fresh('a', recent.arrivals, now);
    const finished = this.#fresh(
      'd',
      recent.finishes.filter((f) => !f.failed),
      now,
    );
    const failed = this.#fresh(
      'f',
      recent.finishes.filter((f) => f.failed),
      now,
    );
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

  #fresh(kind: string, events: readonly { at: number; count: number }[], now: number): number {
    let fresh = 0;
    for (const { at, count } of events) {
      if (at < now - WINDOW_MS) continue;
      const key = `${kind}${at}`;
      fresh += Math.max(0, count - (this.#counted.get(key) ?? 0));
      this.#counted.set(key, Math.max(count, this.#counted.get(key) ?? 0));
    }
    return fresh;
  }

  #remember(ids: readonly number[]): void {
    for (const id of ids) this.#seen.add(id);
    for (const id of this.#seen) {
      if (this.#seen.size <= REMEMBERED_IDS) break;
      this.#seen.delete(id);
    }
  }

  #forget(now: number): void {
    for (const key of this.#counted.keys()) {
      if (Number(key.slice(1)) < now - 2 * WINDOW_MS) this.#counted.delete(key);
    }
  }
}
