/**
 * Many screens in one tmux command: lines for `source-file -`, which goes on where one of them
 * fails (a pane that closed a moment ago), and the reading of what comes back.
 */

/** tmux takes a pane id without quotes, and nothing else gets in. */
const PANE_ID = /^%\d+$/;

/** `-e`: colours tell a prompt's grey suggestion from text that somebody typed. */
const CAPTURE = 'capture-pane -e -p -t';

/** A line that no screen contains, because `nonce` was drawn for this one command. */
const marker = (nonce: string, index: number | string): string => `${nonce}:${index}:`;

/** Lines for `source-file -` that print each pane's screen behind a marker. */
export function captureBatch(paneIds: readonly string[], nonce: string): string {
  const lines = paneIds.flatMap((id, index) =>
    PANE_ID.test(id)
      ? [`display-message -p '${marker(nonce, index)}#{pid}'`, `${CAPTURE} '${id}'`]
      : [],
  );
  // Whatever was cut off before this line is not a whole screen.
  return [...lines, `display-message -p '${marker(nonce, 'end')}#{pid}'`, ''].join('\n');
}

/**
 * The list of panes and, in the same command, screens that have probably changed: a process for
 * each scan costs more than all else that is done in it. `format` holds no single quote.
 */
export const listAndCapture = (format: string, paneIds: readonly string[], nonce: string): string =>
  `list-panes -a -F '${format}'\n${captureBatch(paneIds, nonce)}`;

/** What was printed before any screen; null when it broke off before. */
export function listPart(stdout: string, nonce: string): string | null {
  const end = stdout.indexOf(`${nonce}:`);
  return end < 0 ? null : stdout.slice(0, end);
}

/**
 * The screens by pane id. Left out: panes that closed in between, a last screen that was cut off,
 * and everything when another server than `serverPid` answered (its ids mean other panes).
 */
export function parseCaptures(
  stdout: string,
  paneIds: readonly string[],
  nonce: string,
  serverPid: number,
): Map<string, string> {
  const screens = new Map<string, string>();
  const parts = stdout.split(`${nonce}:`).slice(1);
  for (const [place, part] of parts.entries()) {
    const head = /^(\d+|end):(\d+)\n/.exec(part);
    if (head === null || Number(head[2]) !== serverPid) return new Map();
    const isWhole = place < parts.length - 1;
    const id = paneIds[Number(head[1])];
    const screen = part.slice(head[0].length);
    if (isWhole && id !== undefined && screen !== '') screens.set(id, screen);
  }
  return screens;
}
