import type { Queue } from '../../shared/model.ts';

const WINDOW_MS = 60_000;

/**
 * Failures a minute, from how the total of failed tasks grows between readings. A retry takes a task
 * out of the total again: that is no failure undone, so only growth counts.
 */
export class FailedRate {
  #lastTotals = new Map<string, number>();
  #grown: { readonly t: number; readonly by: number }[] = [];
  #sinceAt: number | null = null;

  /** Takes note of the totals at `t`. */
  note(queues: readonly Queue[], t: number): void {
    this.#sinceAt ??= t;
    for (const { name, byStatus } of queues) {
      const total = byStatus.find(({ status }) => status === 'failed')?.count ?? 0;
      const by = total - (this.#lastTotals.get(name) ?? total);
      this.#lastTotals.set(name, total);
      if (by > 0) this.#grown.push({ t, by });
    }
    this.#grown = this.#grown.filter((entry) => t - entry.t < WINDOW_MS);
  }

  /** Null until a whole minute was watched. */
  perMin(now: number): number | null {
    if (this.#sinceAt === null || now - this.#sinceAt < WINDOW_MS) return null;
    return this.#grown.reduce((sum, { by }) => sum + by, 0);
  }
}
