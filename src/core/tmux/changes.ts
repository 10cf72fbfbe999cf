import type { Pane, PaneList } from './panes.ts';

/**
 * tmux counts activity in whole seconds: later output in the same second does not show. A screen
 * is final once it was taken this long after its activity was first seen.
 */
const RESOLUTION_MS = 1000;

interface Look {
  readonly activityAt: number | null;
  readonly width: number;
  readonly height: number;
  /** When this activity was first seen, by our clock: the server's may differ. */
  readonly firstAt: number;
  /** A screen was taken late enough to show everything of this activity. */
  readonly final: boolean;
}

/** Knows which panes' screens may differ from those captured last. */
export class ScreenChanges {
  #looks = new Map<string, Look>();
  #server = '';
  /** What each asked-for screen will have shown, once it is here. */
  #pending = new Map<string, Look>();

  /** Ids of the `wanted` panes whose screens have to be captured now. `at`: ms, our clock. */
  due(list: PaneList, wanted: ReadonlySet<string>, at: number): string[] {
    const server = `${list.serverPid}:${list.serverStart}`;
    if (server !== this.#server) this.#looks = new Map();
    this.#server = server;
    this.#pending = new Map();
    const kept = new Map<string, Look>();
    for (const pane of list.panes) {
      const before = this.#looks.get(pane.paneId);
      if (before !== undefined) kept.set(pane.paneId, before);
      const isDue = wanted.has(pane.paneId) && !isFinal(pane, before);
      if (isDue) this.#pending.set(pane.paneId, lookAt(pane, before, at));
    }
    this.#looks = kept;
    return [...this.#pending.keys()];
  }

  /** The screens that came; one that did not is due again. */
  captured(screens: ReadonlyMap<string, unknown>): void {
    for (const [id, taken] of this.#pending) if (screens.has(id)) this.#looks.set(id, taken);
  }
}

const isSame = (pane: Pane, look: Look | undefined): look is Look =>
  look?.activityAt === pane.activityAt && look.width === pane.width && look.height === pane.height;

const isFinal = (pane: Pane, look: Look | undefined): boolean => isSame(pane, look) && look.final;

function lookAt(pane: Pane, before: Look | undefined, at: number): Look {
  if (isSame(pane, before)) return { ...before, final: at - before.firstAt >= RESOLUTION_MS };
  const { activityAt, width, height } = pane;
  return { activityAt, width, height, firstAt: at, final: false };
}
