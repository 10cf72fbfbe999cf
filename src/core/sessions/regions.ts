import type { Screen, ScreenLine } from './screen.ts';

/**
 * The parts of an agent's screen that rules look at. All but `title` and `whole` are empty where
 * the screen has no such part.
 *
 * - `title`: the pane's title
 * - `box`: the prompt box at the bottom, without its borders and without grey suggestions
 * - `footer`: what is below the box
 * - `above-box`: what is between the last thing a person said and the box
 * - `dialog`: the bottom of a screen that shows no prompt box
 * - `end`: the last three lines
 * - `whole`: everything
 *
 * What stands above a shell's prompt was drawn by programs that have ended: the box and what is
 * around it are sought below.
 */
export const REGIONS = ['title', 'box', 'footer', 'above-box', 'dialog', 'end', 'whole'] as const;
export type RegionName = (typeof REGIONS)[number];

export type Regions = Readonly<Record<RegionName, string>>;

const ABOVE_LINES = 24;
const DIALOG_LINES = 24;
const END_LINES = 3;
const BOX_LINES = 40;
const FOOTER_LINES = 24;

/** A horizontal border, with or without a word in it. */
const RULE = /^\s{0,2}[╭╰┌└┏┗]?[─━═▁▔▀▄╌]{8,}/;
/** The cursor of a prompt at the left edge of a box; a numbered choice is a menu's, not a prompt's. */
const PROMPT = /^\s?[│┃|]?\s{0,2}[❯›>!#*$](?:\s|$)(?!\s*\d+[.)]\s)/;
/** Codex draws its prompt without borders. */
const BARE_PROMPT = /^[›▌](?:\s|$)(?!\s*(?:\d+[.)]|\[.\])\s)/;
/** Blank lines, and the list of commands that opens below a prompt. */
const NO_FOOTER = /^\s*$|^\s*\/[\w:-]+\s{2,}\S/;
/** A dialog below what looked like the prompt: that was an earlier one, echoed. */
const PANEL = /^\s{0,2}(?:[╭┌┏]|[❯●] ?(?:#|\d))/;
const BAR = /^\s*┃/;
const BAR_END = /^\s*╹▀{8,}/;
const BAR_KEYS = /\b(?:enter send|esc (?:again to )?interrupt|ctrl\+p commands)\b/;
/** What a person said earlier, echoed in the transcript. */
const SAID = /^\s?[❯›>]\s+\S/;

/** The last of a line may be a scroll bar. */
const BORDERS = /^[\s│┃║|]+|[\s│┃║|█]+$/g;

/** Where a shell asked for a command (`dev@box:~/app$ `, `[dev@box app]# `), with or without one. */
const SHELL_LINE =
  /^(?:\([\w.-]+\) )?(?:\[[\w.-]+@[\w.-]+ [^\]]{0,120}\]|[\w.-]+@[\w.-]+[: ][^$#%]{0,120})[$#%](?:\s|$)/;

/** Cuts a screen into the parts that rules look at. */
export function regionsOf(whole: Screen, title: string): Regions {
  const screen = belowShellPrompt(whole);
  const box = findBox(screen);
  const upTo = box === null ? screen : screen.slice(0, box.top);
  return {
    title: title.trim(),
    box: box === null ? '' : plain(screen.slice(box.first, box.last + 1), 'solid'),
    footer: box === null ? '' : plain(screen.slice(box.bottom + 1)),
    'above-box': box === null ? '' : plain(sinceLastSaid(upTo)),
    dialog: box === null ? plain(lastOf(screen, DIALOG_LINES)) : '',
    end: plain(lastOf(whole, END_LINES)),
    whole: plain(whole),
  };
}

/** What was drawn since a shell last asked for a command: all, where none did. */
export const belowShellPrompt = (screen: Screen): Screen =>
  screen.slice(screen.findLastIndex(({ text }) => SHELL_LINE.test(text)) + 1);

/** The command that a shell was last asked for on this screen, as far as its line shows it. */
export function lastTyped(screen: Screen): string | null {
  const line = screen.findLast(({ text }) => SHELL_LINE.test(text))?.text;
  return line === undefined ? null : line.replace(SHELL_LINE, '');
}

interface Box {
  /** First and last line of the box with its borders. */
  readonly top: number;
  readonly bottom: number;
  /** First and last line of what is in it. */
  readonly first: number;
  readonly last: number;
}

function findBox(screen: Screen): Box | null {
  return borderedBox(screen) ?? barBox(screen) ?? bareBox(screen);
}

const textAt = (screen: Screen, at: number): string => screen[at]?.text ?? '';

/** The lowest pair of borders with a prompt on its first line. */
function borderedBox(screen: Screen): Box | null {
  for (let bottom = screen.length - 1; bottom > 1; bottom -= 1) {
    if (!RULE.test(textAt(screen, bottom))) continue;
    const top = borderAbove(screen, bottom);
    if (top === null || !PROMPT.test(textAt(screen, top + 1))) continue;
    const below = screen.slice(bottom + 1).filter(({ text }) => !NO_FOOTER.test(text));
    if (below.length > FOOTER_LINES || below.some(({ text }) => PANEL.test(text))) return null;
    return { top, bottom, first: top + 1, last: bottom - 1 };
  }
  return null;
}

function borderAbove(screen: Screen, bottom: number): number | null {
  for (let at = bottom - 1; at >= 0 && bottom - at <= BOX_LINES; at -= 1) {
    if (RULE.test(textAt(screen, at))) return bottom - at > 1 ? at : null;
  }
  return null;
}

/** OpenCode's: a bar at its left side, closed by a line or by its list of keys. */
function barBox(screen: Screen): Box | null {
  const last = screen.findLastIndex(({ text }) => BAR.test(text));
  if (last < 0 || lastOf(screen.slice(last + 1), FOOTER_LINES + 1).length > FOOTER_LINES)
    return null;
  const isClosed = BAR_END.test(textAt(screen, last + 1));
  if (!isClosed && !screen.slice(last + 1).some(({ text }) => BAR_KEYS.test(text))) return null;
  let first = last;
  while (first > 0 && BAR.test(textAt(screen, first - 1))) first -= 1;
  return { top: first, bottom: isClosed ? last + 1 : last, first, last };
}

/** The lowest unbordered prompt, with nothing but its own lines and an indented footer below. */
function bareBox(screen: Screen): Box | null {
  const first = screen.findLastIndex(({ text }) => BARE_PROMPT.test(text));
  if (first < 0) return null;
  const below = screen.slice(first + 1);
  if (below.length > FOOTER_LINES + BOX_LINES) return null;
  if (below.some(({ text }) => /^\S/.test(text) || /^\s+[❯›]\s/.test(text))) return null;
  const gap = below.findIndex(({ text }) => text.trim() === '');
  const last = gap < 0 ? first : first + gap;
  return { top: first, bottom: last, first, last };
}

/** The lines after what a person said last: older errors and questions are settled. */
function sinceLastSaid(lines: Screen): Screen {
  const said = lines.findLastIndex(({ text }) => SAID.test(text));
  return lastOf(lines.slice(said + 1), ABOVE_LINES);
}

const lastOf = (lines: Screen, count: number): Screen =>
  lines.filter(({ text }) => text.trim() !== '').slice(-count);

/** Lines without borders and blank ones, one a line. */
const plain = (lines: Screen, of: keyof ScreenLine = 'text'): string =>
  lines
    .map((line) => line[of].replaceAll('\u00A0', ' ').replaceAll(BORDERS, ''))
    .filter((text) => text !== '')
    .join('\n');
