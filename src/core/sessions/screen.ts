/** One line of a screen. `solid` has spaces where `text` is faint: a suggestion, not typed text. */
export interface ScreenLine {
  readonly text: string;
  readonly solid: string;
}

export type Screen = readonly ScreenLine[];

/** More than any real terminal shows; what lies above and beyond decides nothing. */
const MAX_LINES = 300;
const MAX_COLUMNS = 1000;

/**
 * Everything that is not text: CSI and OSC (and other string) sequences, two-character escapes,
 * and control characters. Sequences that never end stop at the end of the line.
 */
const NOT_TEXT =
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  /\u001B\[[0-?]*[ -/]*[@-~]?|\u001B[\]PX^_][^\u0007\u001B\n]*(?:\u0007|\u001B\\)?|\u001B[ -/]*[0-~]?|[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

// eslint-disable-next-line no-control-regex -- the start of a colour sequence
const SGR = /^\u001B\[([\d;:]*)m$/;

/** Text made safe to show and to match: one line, no control or direction characters. */
export function cleanText(text: string, limit = MAX_COLUMNS): string {
  return text
    .slice(0, limit * 4)
    .replaceAll(NOT_TEXT, '')
    .replaceAll(/[\t\n]/g, ' ')
    .slice(0, limit);
}

/** A line as it was printed and what it reads as, which depends on the line before it. */
interface ReadLine {
  readonly raw: string;
  readonly before: Style;
  readonly line: ScreenLine;
  readonly style: Style;
}

/** A screen that was read; of the next one only lines that differ are read. */
export interface ReadScreen {
  readonly screen: Screen;
  readonly lines: readonly ReadLine[];
}

/** Reads what `capture-pane -e -p` printed, or any saved screen, coloured or plain. */
export const readScreen = (capture: string): Screen => readNext(capture, null).screen;

/** The same, of a pane whose screen was `former` a moment ago. */
export function readNext(capture: string, former: ReadScreen | null): ReadScreen {
  const raw = capture.split('\n');
  while (raw.length > 0 && raw.at(-1)?.trim() === '') raw.pop();
  let style = PLAIN;
  const lines = raw.map((text, place) => {
    const likely = former?.lines[place];
    const read =
      likely?.raw === text && isSameStyle(likely.before, style) ? likely : readRaw(text, style);
    style = read.style;
    return read;
  });
  const screen = lines.map(({ line }) => line);
  while (screen.length > 0 && screen.at(-1)?.text === '') screen.pop();
  return { screen: screen.slice(-MAX_LINES), lines };
}

const readRaw = (raw: string, before: Style): ReadLine => ({
  raw,
  before,
  ...readLine(raw.slice(0, MAX_COLUMNS * 20), before),
});

const isSameStyle = (a: Style, b: Style): boolean =>
  a === b ||
  (a.faint === b.faint && a.grey === b.grey && a.reversed === b.reversed && a.lines === b.lines);

interface Style {
  readonly faint: boolean;
  readonly grey: boolean;
  /** The cursor: it stands on the first letter of a suggestion, too. */
  readonly reversed: boolean;
  /** tmux's alternate character set: letters that stand for lines. */
  readonly lines: boolean;
}

const PLAIN: Style = { faint: false, grey: false, reversed: false, lines: false };

function readLine(raw: string, before: Style): { line: ScreenLine; style: Style } {
  if (!raw.includes('\u001B') && Object.values(before).every((isOn) => !isOn)) {
    const text = cleanText(raw).trimEnd();
    return { line: { text, solid: text }, style: before };
  }
  let style = before;
  let text = '';
  let solid = '';
  let from = 0;
  const take = (to: number) => {
    const part = raw.slice(from, to).replaceAll('\t', ' ');
    const shown = style.lines ? drawn(part) : part;
    text += shown;
    solid += style.faint || style.grey || style.reversed ? ' '.repeat(shown.length) : shown;
  };
  for (const match of raw.matchAll(NOT_TEXT)) {
    take(match.index);
    from = match.index + match[0].length;
    style = styleAfter(match[0], style);
  }
  take(raw.length);
  const end = text.trimEnd().length;
  const cut = Math.min(end, MAX_COLUMNS);
  return { line: { text: text.slice(0, cut), solid: solid.slice(0, cut).trimEnd() }, style };
}

const LINE_DRAWING: Readonly<Record<string, string>> = {
  j: '┘',
  k: '┐',
  l: '┌',
  m: '└',
  n: '┼',
  q: '─',
  t: '├',
  u: '┤',
  v: '┴',
  w: '┬',
  x: '│',
};

const drawn = (text: string): string =>
  Array.from(text, (letter) => LINE_DRAWING[letter] ?? letter).join('');

function styleAfter(sequence: string, style: Style): Style {
  if (sequence === '\u000E') return { ...style, lines: true };
  if (sequence === '\u000F') return { ...style, lines: false };
  const sgr = SGR.exec(sequence);
  return sgr === null ? style : styleOf((sgr[1] ?? '').split(/[;:]/).map(Number), style);
}

/** 256-colour greys that themes use for hints: dark enough to recede, not the text's own. */
const isGrey = (colour: number): boolean => colour === 8 || (colour >= 236 && colour <= 248);

function styleOf(codes: readonly number[], before: Style): Style {
  let style = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 0) style = { ...PLAIN, lines: style.lines };
    else if (code === 2) style = { ...style, faint: true };
    else if (code === 22) style = { ...style, faint: false };
    else if (code === 7 || code === 27) style = { ...style, reversed: code === 7 };
    else if (code === 90) style = { ...style, grey: true };
    else if (code === 38) {
      style = { ...style, grey: codes[at + 1] === 5 && isGrey(codes[at + 2] ?? 0) };
      at += codes[at + 1] === 5 ? 2 : 4;
    } else if (code === 48) at += codes[at + 1] === 5 ? 2 : 4;
    else if (code === 39 || (code >= 30 && code <= 37) || (code >= 91 && code <= 97)) {
      style = { ...style, grey: false };
    }
  }
  return style;
}
