import { LIVE_EVERY_MS } from '../../shared/live-screen.ts';

/** A picture that did not change this often in a row is looked at less often. */
const STILL_AFTER = 8;
const STILL_EVERY_MS = 1000;
/** Whoever runs through the list with the arrow keys looks at none of what they pass. */
const FIRST_AFTER_MS = 120;

interface Options<T> {
  readonly ask: () => Promise<T>;
  /** Whether somebody can see what comes. Asked before each question. */
  readonly isWatched: () => boolean;
  readonly onAnswer: (answer: T) => void;
  readonly onFailure: (error: unknown) => void;
  readonly isSame: (a: T, b: T) => boolean;
}

/**
 * Asks again and again while somebody watches: at most every `LIVE_EVERY_MS`, never two at once,
 * and not at all while nobody does. `wake` when that may have changed; `stop` for good.
 */
export function poll<T>({ ask, isWatched, onAnswer, onFailure, isSame }: Options<T>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let isStopped = false;
  let still = 0;
  let last: T | undefined;

  const later = (ms: number): void => {
    clearTimeout(timer);
    if (!isStopped && isWatched()) timer = setTimeout(() => void look(), ms);
  };
  const look = async (): Promise<void> => {
    if (isStopped || isAsking || !isWatched()) return;
    isAsking = true;
    const askedAt = performance.now();
    try {
      const answer = await ask();
      still = last !== undefined && isSame(last, answer) ? still + 1 : 0;
      last = answer;
      if (!isStopped) onAnswer(answer);
    } catch (error) {
      still = STILL_AFTER;
      if (!isStopped) onFailure(error);
    }
    isAsking = false;
    const every = still < STILL_AFTER ? LIVE_EVERY_MS : STILL_EVERY_MS;
    later(Math.max(0, askedAt + every - performance.now()));
  };

  later(FIRST_AFTER_MS);
  return {
    /** Something changed: look soon if somebody watches. */
    wake: (): void => {
      still = 0;
      if (!isAsking) later(LIVE_EVERY_MS);
    },
    stop: (): void => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
