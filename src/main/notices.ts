import type { Events } from '../shared/contract.ts';
import type { Log } from '../core/log.ts';

type Notice = Events['notice'];

/** One line for the user at a time; what failed is logged, too. */
export class Notices {
  readonly #log: Log;
  #show: ((notice: Notice) => void) | null = null;
  /** Told before there was anywhere to show it. */
  #early: Notice[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  showWith(show: (notice: Notice) => void): void {
    this.#show = show;
    for (const notice of this.#early) show(notice);
    this.#early = [];
  }

  readonly done = (text: string): void => this.#tell({ kind: 'done', text });

  readonly failed = (text: string): void => {
    this.#log('warn', text);
    this.#tell({ kind: 'failed', text });
  };

  #tell(notice: Notice): void {
    if (this.#show === null) this.#early.push(notice);
    else this.#show(notice);
  }
}
