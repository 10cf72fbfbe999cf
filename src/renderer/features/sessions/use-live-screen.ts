import { useEffect, useState, type RefObject } from 'react';
import type { LiveScreen } from '../../../shared/live-screen.ts';
import type { Session } from '../../../shared/model.ts';
import { call, isRefused } from '../../lib/api.ts';
import { poll } from '../../lib/live-poll.ts';
import { wordsOf } from '../../lib/store.ts';
import { createReader, type Line } from '../../lib/terminal.ts';

/** The selected session's screen as far as it is known. */
export interface Live {
  /** The last answer; null before the first. */
  readonly screen: LiveScreen | null;
  /** The last picture there was, also once its pane is gone. */
  readonly lines: readonly Line[] | null;
  readonly columns: number;
  readonly takenAt: number | null;
  /** Why no newer one is asked for; null while it is live. */
  readonly hold: 'away' | 'selection' | null;
  readonly failure: string | null;
}

const nothing: Live = {
  screen: null,
  lines: null,
  columns: 80,
  takenAt: null,
  hold: null,
  failure: null,
};

let reader: ReturnType<typeof createReader> | null = null;

async function read(screen: LiveScreen): Promise<Partial<Live>> {
  if (screen.kind !== 'shown') return { screen, failure: null };
  const lines = await (await (reader ??= createReader()))(screen);
  const { columns, takenAt } = screen;
  return { screen, lines, columns, takenAt, failure: null };
}

/** Text selected inside `element`: a new picture would take the selection away. */
function isSelecting(element: HTMLElement | null): boolean {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || element === null) return false;
  return element.contains(selection.anchorNode);
}

const sameScreen = (a: LiveScreen, b: LiveScreen): boolean =>
  JSON.stringify({ ...a, takenAt: 0 }) === JSON.stringify({ ...b, takenAt: 0 });

/**
 * Asks for the session's screen while the window is in front and can be seen, nothing is selected in
 * `picture`, and the caller is mounted; otherwise not at all.
 */
export function useLiveScreen({ key }: Session, picture: RefObject<HTMLElement | null>): Live {
  const [live, setLive] = useState<{ readonly key: string; readonly is: Live }>({
    key,
    is: nothing,
  });
  useEffect(() => {
    const merge = (part: Partial<Live>): void =>
      setLive((before) => ({
        key,
        is: { ...(before.key === key ? before.is : nothing), ...part },
      }));
    const isAway = (): boolean => document.hidden || !document.hasFocus();
    const holdNow = (): Live['hold'] =>
      isAway() ? 'away' : isSelecting(picture.current) ? 'selection' : null;
    let isCurrent = true;
    const polling = poll<LiveScreen>({
      ask: () => call('getScreen', key),
      isWatched: () => holdNow() === null,
      isSame: sameScreen,
      onAnswer: (screen) =>
        void read(screen).then((part) => {
          if (isCurrent) merge({ ...part, hold: holdNow() });
          return null;
        }),
      // A window may be hidden without having been told: the main process knows.
      onFailure: (error) =>
        merge(isRefused(error) ? { hold: 'away' } : { failure: wordsOf(error) }),
    });
    const look = (): void => {
      merge({ hold: holdNow() });
      polling.wake();
    };
    look();
    document.addEventListener('visibilitychange', look);
    document.addEventListener('selectionchange', look);
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    return () => {
      isCurrent = false;
      polling.stop();
      document.removeEventListener('visibilitychange', look);
      document.removeEventListener('selectionchange', look);
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
    };
  }, [key, picture]);
  return live.key === key ? live.is : nothing;
}
