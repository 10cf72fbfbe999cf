import type { AttemptEvent } from '../queue/attempts-reader.ts';
import type { Past } from './past.ts';

interface Attempt {
  readonly from: number;
  /** When something ended it; null while nothing did. */
  readonly to: number | null;
  readonly failed: boolean;
}

/** Prompts remembered at once; beyond it the ones not heard of for longest are forgotten. */
const MOST = 50_000;
const RUNNING = new Set(['assigned', 'started', 'in_progress']);

/** Finds the attempts that a prompt's own row no longer tells of, because it was tried again. */
export class Attempts {
  readonly #past: Past;
  readonly #last = new Map<number, Attempt>();

  constructor(past: Past) {
    this.#past = past;
  }

  /** Oldest first. */
  add({ prompt, action, at }: AttemptEvent): void {
    const last = this.#last.get(prompt);
    if (action === 'assigned') {
      this.#supersede(last);
      this.#remember(prompt, { from: at, to: null, failed: false });
    } else if (!RUNNING.has(action) && last?.to === null) {
      const failed = /fail|time|error/i.test(action);
      this.#remember(prompt, { ...last, to: Math.max(at, last.from), failed });
    }
  }

  /** What waits again has been given up, too. */
  finish(waiting: ReadonlySet<number>): void {
    for (const [prompt, attempt] of this.#last) {
      if (waiting.has(prompt)) this.#supersede(attempt);
    }
  }

  #supersede(attempt: Attempt | undefined): void {
    if (attempt === undefined || attempt.to === null) return;
    this.#past.addAttempt(attempt.from, attempt.to, attempt.failed);
  }

  #remember(prompt: number, attempt: Attempt): void {
    this.#last.delete(prompt);
    this.#last.set(prompt, attempt);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= MOST) break;
      this.#last.delete(oldest);
    }
  }
}
