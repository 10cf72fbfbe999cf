import { LIVE_EVERY_MS } from '../../shared/live-screen.ts';

/**
 * Asks one question at a time, and none sooner than `LIVE_EVERY_MS` after the one before. Whoever
 * asks the same sooner shares its answer; another question waits for its turn.
 */
export class LivePace<T> {
  #last: { readonly key: string; readonly answer: Promise<T> } | null = null;
  #askedAt = -Infinity;

  ask(key: string, question: () => Promise<T>): Promise<T> {
    const isFresh = performance.now() - this.#askedAt < LIVE_EVERY_MS;
    if (this.#last?.key === key && isFresh) return this.#last.answer;
    const answer = this.#inTurn(this.#last?.answer, question);
    this.#last = { key, answer };
    return answer;
  }

  async #inTurn(former: Promise<T> | undefined, question: () => Promise<T>): Promise<T> {
    await former?.catch(() => undefined);
    await after(this.#askedAt + LIVE_EVERY_MS - performance.now());
    this.#askedAt = performance.now();
    return question();
  }
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms));
  });
