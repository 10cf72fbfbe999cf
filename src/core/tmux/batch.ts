import { listFormat } from './panes.ts';

/**
 * One look at a server in one command: who answers, its panes, and screens that have probably
 * changed. To start a process costs more than all else that is done for a look.
 */
export interface Batch {
  /** A word that stands on no screen and in no title, drawn for this one command. */
  readonly nonce: string;
  /**
   * All panes with everything; the same, but panes that printed nothing since then (the server's
   * clock, seconds) without what has to be looked up; or no list.
   */
  readonly list: 'all' | 'none' | number;
  /** Panes whose screens are wanted; at most `MAX_SCREENS`. */
  readonly paneIds: readonly string[];
}

/** tmux takes a command of 16 KB. */
export const MAX_SCREENS = 100;

/** The number in a pane's id: nothing else gets into a command. */
const PANE_ID = /^%(\d+)$/;

export const paneNumbers = (paneIds: readonly string[]): string[] =>
  paneIds.flatMap((id) => PANE_ID.exec(id)?.[1] ?? []);

/** What a batch is made of, as arguments for tmux. None holds a quote or a backslash. */
export const words = {
  /**
   * Says which server answers, whether it compares numbers (1 where it does), and whether it ends
   * once nobody is attached (0 where it does not).
   */
  head: (nonce: string) => [
    'display-message',
    '-p',
    `${nonce}:head:#{pid} #{start_time} #{e|>=|:2,1} #{exit-unattached}`,
  ],
  list: (nonce: string, since: string | null) => [
    ';',
    'list-panes',
    '-a',
    '-F',
    listFormat(nonce, since),
  ],
  /** `-e`: colours tell a prompt's grey suggestion from text that somebody typed. */
  screen: (nonce: string, pane: string) => [
    ';',
    'display-message',
    '-p',
    `${nonce}:${pane}:`,
    ';',
    'capture-pane',
    '-e',
    '-p',
    '-t',
    `%${pane}`,
  ],
  /** Whatever was cut off before this is not a whole screen. */
  end: (nonce: string) => [';', 'display-message', '-p', `${nonce}:end:`],
} as const;

export const batchArguments = ({ nonce, list, paneIds }: Batch): string[] => [
  ...words.head(nonce),
  ...(list === 'none' ? [] : words.list(nonce, list === 'all' ? null : String(list))),
  ...paneNumbers(paneIds).flatMap((pane) => words.screen(nonce, pane)),
  ...words.end(nonce),
];

/** What came of a batch. */
export interface Answer {
  readonly serverPid: number;
  /** Seconds. */
  readonly serverStart: number;
  /** This tmux can leave out what has to be looked up of quiet panes. */
  readonly compares: boolean;
  /** Its end waits for nothing but its sessions', and for clients that are still there. */
  readonly outlivesClients: boolean;
  /** What `list-panes` printed; empty where it was not asked for. */
  readonly list: string;
  /** Screens by pane id, only whole ones. */
  readonly screens: ReadonlyMap<string, string>;
  /** The pane that had closed, so that nothing behind it was done; null when all was. */
  readonly stoppedAt: string | null;
}

/** Reads what was printed; null when no server has answered. A shell elsewhere may greet first. */
export function readAnswer(stdout: string, nonce: string): Answer | null {
  const [, top = '', ...parts] = stdout.split(`${nonce}:`);
  const head = /^head:(\d+) (\d+) (\S*) (\S*)\n/.exec(top);
  if (head === null) return null;
  const screens = new Map<string, string>();
  let stoppedAt: string | null = null;
  for (const [place, part] of parts.entries()) {
    const pane = /^(\d+):\n/.exec(part);
    if (pane === null) continue;
    const id = `%${pane[1]}`;
    const screen = part.slice(pane[0].length);
    if (place === parts.length - 1) stoppedAt = id;
    else if (screen !== '') screens.set(id, screen);
  }
  return {
    serverPid: Number(head[1]),
    serverStart: Number(head[2]),
    compares: head[3] === '1',
    outlivesClients: head[4] === '0',
    list: top.slice(head[0].length),
    screens,
    stoppedAt,
  };
}
