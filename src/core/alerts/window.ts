import type { Moment } from './moment.ts';

const MINUTE = 60_000;

interface Slot {
  readonly start: number;
  arrived: number;
  finished: number;
  failed: number;
}

/** Arrivals, finishes and failures by minute, over the last day: what rates are judged on. */
export class FlowWindow {
  readonly #slots: Slot[] = [];
  #from: number | null = null;
  #lastFinishAt: number | null = null;
  #now = 0;

  add(moment: Moment): void {
    // A silence (asleep, closed) says nothing about rates: begin again.
    if (this.#from === null || moment.t - this.#now > 5 * MINUTE || moment.t < this.#now) {
      this.#slots.length = 0;
      this.#from = moment.t;
      this.#lastFinishAt = null;
    }
    this.#now = moment.t;
    const start = Math.floor(moment.t / MINUTE) * MINUTE;
    let slot = this.#slots.at(-1);
    if (slot?.start !== start) {
      slot = { start, arrived: 0, finished: 0, failed: 0 };
      this.#slots.push(slot);
      while ((this.#slots[0]?.start ?? start) < start - 24 * 60 * MINUTE) this.#slots.shift();
    }
    slot.arrived += moment.arrived;
    slot.finished += moment.finished;
    slot.failed += moment.failed;
    if (moment.finished > 0) this.#lastFinishAt = moment.t;
  }

  /** Sums of the last `minutes`; null while less than that has been watched. */
  sums(minutes: number): { arrived: number; finished: number; failed: number } | null {
    if (this.#from === null || this.#now - this.#from < minutes * MINUTE) return null;
    const since = this.#now - minutes * MINUTE;
    const sums = { arrived: 0, finished: 0, failed: 0 };
    for (const slot of this.#slots) {
      if (slot.start + MINUTE <= since) continue;
      sums.arrived += slot.arrived;
      sums.finished += slot.finished;
      sums.failed += slot.failed;
    }
    return sums;
  }

  /** How long nothing has finished, ms, as far as it was watched. */
  sinceFinishMs(): number {
    return this.#now - (this.#lastFinishAt ?? this.#from ?? this.#now);
  }
}
