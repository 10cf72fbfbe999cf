interface LoopOptions {
  /** Interval in force, ms; asked before each wait, so that it may change at any time. */
  readonly intervalMs: () => number;
  /** Must not throw. */
  readonly work: () => Promise<void>;
}

/**
 * Does its work at even intervals: never two at once, no drift, and ticks that the work itself
 * delayed are skipped, not caught up with.
 */
export class Loop {
  readonly #intervalMs: () => number;
  readonly #work: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #dueAt = 0;
  #running: Promise<void> | null = null;
  #started = false;

  constructor({ intervalMs, work }: LoopOptions) {
    this.#intervalMs = intervalMs;
    this.#work = work;
  }

  /** Works at once, then at every interval. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#dueAt = performance.now();
    void this.#tick();
  }

  /** No more work begins; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#started = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#running;
  }

  /** A reading that begins after this call, whether or not the loop is started. */
  async now(): Promise<void> {
    await this.#running;
    await this.#once();
  }

  /** A changed interval counts from the last tick. */
  reschedule(): void {
    if (this.#timer !== null) this.#wait();
  }

  async #tick(): Promise<void> {
    this.#timer = null;
    await this.#once();
    this.#wait();
  }

  /** Whoever comes while it is under way shares it. */
  #once(): Promise<void> {
    this.#running ??= this.#work().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  #wait(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (!this.#started) return;
    const interval = this.#intervalMs();
    const now = performance.now();
    const missed = Math.max(0, Math.ceil((now - this.#dueAt) / interval) - 1);
    const next = this.#dueAt + (missed + 1) * interval;
    this.#timer = setTimeout(
      () => {
        this.#dueAt = next;
        void this.#tick();
      },
      Math.max(0, next - now),
    );
  }
}
