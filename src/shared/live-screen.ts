import type { Problem } from './model.ts';

/** The screen of one pane at a moment, or why there is none. */
export type LiveScreen =
  | {
      readonly kind: 'shown';
      readonly takenAt: number;
      readonly columns: number;
      readonly rows: number;
      /** As `capture-pane -e -p` prints it: text with colour sequences, one line a row. */
      readonly text: string;
      /** Counted from 0; null while the program hides it. */
      readonly cursor: { readonly column: number; readonly row: number } | null;
      /** The program has ended and this is what it left: how it ended, in words. */
      readonly ended: string | null;
      /** Somebody scrolls in the pane: what they see is older than this. */
      readonly isScrolled: boolean;
    }
  /** The pane is no longer there; `reason` is one sentence. */
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** The selected session's screen is captured at most this often, ms. */
export const LIVE_EVERY_MS = 250;
