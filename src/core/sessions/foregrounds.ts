import type { Entry } from './entry.ts';
import type { ProcessReader } from './processes.ts';

/** So many panes are asked each time. */
const AT_ONCE = 10;

/**
 * Tells when another program came to the front of a pane in silence: tmux says which one it is only
 * where it is asked to look that up. Panes without an agent, a few at a time, in turn; an agent's
 * end is looked for by itself.
 */
export class Foregrounds {
  #turn = 0;

  /** Whether one of those that are asked now has another program in front than when asked before. */
  moved(entries: readonly Entry[], reader: ProcessReader): boolean {
    const plain = entries.filter(({ agentProcess, pane }) => agentProcess === null && !pane.dead);
    let isMoved = false;
    for (let asked = 0; asked < Math.min(AT_ONCE, plain.length); asked += 1) {
      const entry = plain[(this.#turn + asked) % plain.length];
      if (entry === undefined || entry.pane.pid === null) continue;
      const now = reader.foreground(entry.pane.pid);
      if (entry.foreground !== undefined && entry.foreground !== now) isMoved = true;
      entry.foreground = now;
    }
    this.#turn += AT_ONCE;
    return isMoved;
  }
}
