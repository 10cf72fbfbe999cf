import type { Moment } from './moment.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A silence longer than this (asleep, closed) says nothing about rates: they begin again. */
export const SILENCE_MS = 5 * MINUTE;

interface Slot {
  readonly start: number;
  arrived: number;
  finished: number;
  failed: number;
}

interface Ended {
  readonly t: number;
  readonly finished: number;
  readonly failed: number;
}

/** More endings than any rule looks back at (`of`), even if each moment has only one. */
const ENDINGS = 1000;

/** Arrivals, finishes and failures over the last day: what rates are judged on. */
export class FlowWindow {
  /** By minute. */
  readonly #slots: Slot[] = [];
  /** By moment, newest last. */
  readonly #ended: Ended[] = [];
  #from: number | null = null;
  #lastFinishAt: number | null = null;
  #now = 0;

  add(moment: Moment): void {
    if (this.#from === null || moment.t - this.#now > SILENCE_MS || moment.t < this.#now) {
      this.#slots.length = 0;
      this.#ended.length = 0;
      this.#from = moment.t;
      this.#lastFinishAt = null;
    }
    this.#now = moment.t;
    this.#addToSlot(moment);
    const { t, finished, failed } = moment;
    if (finished + failed > 0) this.#ended.push({ t, finished, failed });
    while ((this.#ended[0]?.t ?? t) < t - DAY || this.#ended.length > ENDINGS) this.#ended.shift();
    if (finished > 0) this.#lastFinishAt = t;
  }

  /** Sums of the last `minutes`; null while less than that has been watched. */
  sums(minutes: number): { arrived: number; finished: number; failed: number } | null {
    if (this.#from === null || this.#now - this.#from < minutes * MINUTE) return null;
    const since = this.#now - minutes * MINUTE;
    const sums = { arrived: 0, finished: 0, failed: 0 };
    for (const slot of this.#slots) {
      if (slot.start + MINUTE <= since) continue;
      // Of a minute that lies only partly in it, that part: whole, it would count as up to two.
      const share = Math.min(1, (slot.start + MINUTE - since) / MINUTE);
      sums.arrived += slot.arrived * share;
      sums.finished += slot.finished * share;
      sums.failed += slot.failed * share;
    }
    return sums;
  }

  /** How many of the last `of` tasks that ended have failed; null before so many have ended. */
  failedOfLast(of: number): number | null {
    let left = of;
    let failed = 0;
    for (let i = this.#ended.length - 1; i >= 0 && left > 0; i--) {
      const one = this.#ended[i];
      if (one === undefined) break;
      const all = one.finished + one.failed;
      // Of a moment in which more ended than are asked for, the same share.
      failed += all <= left ? one.failed : (one.failed / all) * left;
      left -= Math.min(all, left);
    }
    return left > 0 ? null : failed;
  }

  /** How long nothing has finished, ms; null while too little was watched to say so of `minutes`. */
  idleMs(minutes: number): number | null {
    if (this.#lastFinishAt !== null) return this.#now - this.#lastFinishAt;
    const watched = this.#now - (this.#from ?? this.#now);
    return watched < minutes * MINUTE ? null : watched;
  }

  #addToSlot({ t, arrived, finished, failed }: Moment): void {
    // What a moment tells of happened before it: at a full minute, in the minute that is over.
    const start = Math.floor((t - 1) / MINUTE) * MINUTE;
    let slot = this.#slots.at(-1);
    if (slot?.start !== start) {
      slot = { start, arrived: 0, finished: 0, failed: 0 };
      this.#slots.push(slot);
      while ((this.#slots[0]?.start ?? start) < start - DAY) this.#slots.shift();
    }
    slot.arrived += arrived;
    slot.finished += finished;
    slot.failed += failed;
  }
}
