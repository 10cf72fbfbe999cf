import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';
import {
  background,
  css,
  foreground,
  indexed,
  legible,
  mixed,
  packed,
  type Rgb,
} from './terminal-colours.ts';

/** Neighbouring cells that look the same. */
export interface Run {
  readonly text: string;
  /** How many columns it fills; a run that is not plain text needs to be held to that. */
  readonly columns: number;
  readonly isPlain: boolean;
  /** CSS colours; null for the terminal's own. */
  readonly ink: string | null;
  readonly ground: string | null;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly line: 'underline' | 'line-through' | 'underline line-through' | null;
  readonly isCursor: boolean;
}

export interface Line {
  /** The same for lines that look the same. */
  readonly id: string;
  readonly runs: readonly Run[];
}

interface Shown {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
  readonly cursor: { readonly column: number; readonly row: number } | null;
}

/** Beyond what tmux allows; a terminal of no size cannot be made. */
const MOST_CELLS = 2000;
const sized = (cells: number): number => Math.min(Math.max(cells, 1), MOST_CELLS);

/** Half as strong as the text around it. */
const FAINT = 0.45;

/**
 * Reads captured screens with a terminal's own parser: whatever sequences are in them, what comes
 * out is text and colours. Loaded when the first screen is looked at.
 */
export async function createReader(): Promise<(shown: Shown) => Promise<readonly Line[]>> {
  const [{ Terminal: HeadlessTerminal }, { Unicode11Addon }] = await Promise.all([
    import('@xterm/headless'),
    import('@xterm/addon-unicode11'),
  ]);
  return async (shown) => {
    const terminal = new HeadlessTerminal({
      cols: sized(shown.columns),
      rows: sized(shown.rows),
      scrollback: 0,
      convertEol: true,
      allowProposedApi: true,
      // What it cannot parse it leaves out; the log of a window is no place for a screen.
      logLevel: 'off',
    });
    try {
      terminal.loadAddon(new Unicode11Addon());
      terminal.unicode.activeVersion = '11';
      // A last line end would scroll the first line away.
      await new Promise<void>((done) => terminal.write(shown.text.replace(/\n$/, ''), done));
      return linesOf(terminal, shown);
    } finally {
      terminal.dispose();
    }
  };
}

function linesOf(terminal: Terminal, { cursor }: Shown): Line[] {
  const { active } = terminal.buffer;
  const cell = active.getNullCell();
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = active.getLine(active.baseY + row);
    const at = cursor?.row === row ? cursor.column : -1;
    const runs = line === undefined ? [] : runsOf(line, cell, at);
    return { id: JSON.stringify(runs), runs };
  });
}

/** Letters that every fixed-width font has in one width: Latin, Greek, Cyrillic, lines and blocks. */
const isPlainText = (text: string): boolean => /^[\u0020-\u052F\u2500-\u259F]*$/.test(text);

function runsOf(line: IBufferLine, cell: IBufferCell, cursorAt: number): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < line.length; column += 1) {
    line.getCell(column, cell);
    const columns = cell.getWidth();
    // The second half of a wide character.
    if (columns === 0) continue;
    const text = cell.isInvisible() ? ' ' : cell.getChars() || ' ';
    const isPlain = columns === 1 && isPlainText(text);
    const run: Run = { text, columns, isPlain, ...lookOf(cell), isCursor: column === cursorAt };
    const last = runs.at(-1);
    if (last !== undefined && isAlike(last, run)) {
      runs[runs.length - 1] = {
        ...last,
        text: last.text + text,
        columns: last.columns + columns,
      };
    } else runs.push(run);
  }
  return trimmed(runs);
}

const isAlike = (a: Run, b: Run): boolean =>
  a.isPlain &&
  b.isPlain &&
  a.ink === b.ink &&
  a.ground === b.ground &&
  a.isBold === b.isBold &&
  a.isItalic === b.isItalic &&
  a.line === b.line &&
  a.isCursor === b.isCursor;

/** Without the blanks at the end, which are no part of what is copied. */
function trimmed(runs: readonly Run[]): Run[] {
  const last = runs.at(-1);
  if (last === undefined || last.ground !== null || last.isCursor || last.line !== null) {
    return [...runs];
  }
  const text = last.text.trimEnd();
  const rest = runs.slice(0, -1);
  if (text === '') return rest.length === 0 ? [] : trimmed(rest);
  return [...rest, { ...last, text, columns: last.columns - (last.text.length - text.length) }];
}

function lookOf(cell: IBufferCell): Omit<Run, 'text' | 'columns' | 'isPlain' | 'isCursor'> {
  const own = {
    ink: colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    ground: colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
  };
  const isInverse = cell.isInverse() !== 0;
  const ground = isInverse ? (own.ink ?? foreground) : own.ground;
  const ink = isInverse ? (own.ground ?? background) : own.ink;
  const on = ground ?? background;
  const strong = ink ?? foreground;
  const drawn = cell.isDim() === 0 ? strong : mixed(strong, on, FAINT);
  const isUnderlined = cell.isUnderline() !== 0;
  const isStruck = cell.isStrikethrough() !== 0;
  const line = [isUnderlined && 'underline', isStruck && 'line-through'].filter(Boolean).join(' ');
  return {
    ink: drawn === foreground && ground === null ? null : css(legible(drawn, on)),
    ground: ground === null ? null : css(ground),
    isBold: cell.isBold() !== 0,
    isItalic: cell.isItalic() !== 0,
    line: isLine(line) ? line : null,
  };
}

const isLine = (line: string): line is NonNullable<Run['line']> => line !== '';

function colourOf(isDefault: boolean, isRgb: boolean, value: number): Rgb | null {
  if (isDefault) return null;
  return isRgb ? packed(value) : indexed(value);
}

/** The lines as text, for the clipboard. */
export const plainText = (lines: readonly Line[]): string =>
  lines
    .map(({ runs }) => runs.map(({ text }) => text).join(''))
    .join('\n')
    .trimEnd();
