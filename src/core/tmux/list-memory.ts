import type { PaneList } from './panes.ts';

/**
 * A program can change its folder without a character printed: that shows this much later. So does
 * another program in front where that cannot be told from its process.
 */
const FULL_EVERY_MS = 10_000;

/** What the last list of panes said, so that the next one can leave out what still holds. */
export class ListMemory {
  #list: PaneList | null = null;
  #fullAt = -Infinity;

  get list(): PaneList | null {
    return this.#list;
  }

  /**
   * Panes that printed nothing since then (the server's clock, seconds) need not be looked up for
   * the list that is asked for now; null when all do. `at`: ms, a clock that goes on.
   */
  since(at: number): number | null {
    if (at - this.#fullAt >= FULL_EVERY_MS) return null;
    return this.quietSince();
  }

  /** The same where all of it was looked up already; null where nothing may be left out. */
  quietSince(): number | null {
    if (this.#list === null || !this.#list.compares) return null;
    // Whatever was printed after that list is at least as late as the latest in it.
    const latest = Math.max(0, ...this.#list.panes.map(({ activityAt }) => activityAt ?? 0));
    return Math.floor(latest / 1000) - 1;
  }

  note(list: PaneList, isFull: boolean, at: number): void {
    this.#list = list;
    if (isFull) this.#fullAt = at;
  }

  /** There was no list: the next one has to be full. */
  forget(): void {
    this.#list = null;
  }
}
