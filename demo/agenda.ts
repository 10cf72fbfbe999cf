/** What is to happen at which time, in order. */
export class Agenda {
  #entries: { readonly at: number; readonly run: (at: number) => void }[] = [];

  at(at: number, run: (at: number) => void): void {
    const index = this.#entries.findIndex((entry) => entry.at > at);
    this.#entries.splice(index === -1 ? this.#entries.length : index, 0, { at, run });
  }

  /** Runs all that is due by `now`, also what comes due by it meanwhile. */
  runUntil(now: number): void {
    for (
      let next = this.#entries[0];
      next !== undefined && next.at <= now;
      next = this.#entries[0]
    ) {
      this.#entries.shift();
      next.run(next.at);
    }
  }
}
