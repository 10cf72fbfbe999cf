import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { plainText } from '../core/queue/text.ts';

export interface PageSize {
  readonly columns: number;
  /** null where the page may be as long as it is. */
  readonly rows: number | null;
}

const WIDTH_OF_A_FILE = 100;
const NARROWEST = 60;

/** How much room there is: the terminal's, or COLUMNS, or a width that suits a file. */
export function pageSize({ columns, rows }: WriteStream): PageSize {
  const wanted = columns ?? (Number(process.env['COLUMNS']) || WIDTH_OF_A_FILE);
  return { columns: Math.max(NARROWEST, wanted), rows: rows ?? null };
}

type Style = Parameters<typeof styleText>[0];

/** Colours on a terminal only, and where NO_COLOR does not forbid them. */
export const paint = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });

/** Text of others made safe for a terminal: one line, nothing that it would obey. */
export const plain = (text: string | null, length = 300): string => plainText(text, length) ?? '';

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';

/** Draws pages in one place of a terminal, and leaves it as it was; one after another elsewhere. */
export class LivePage {
  readonly #stream: WriteStream;

  constructor(stream: WriteStream) {
    this.#stream = stream;
    if (stream.isTTY) stream.write(ENTER);
  }

  show(lines: readonly string[]): void {
    if (!this.#stream.isTTY) {
      this.#stream.write(`${lines.join('\n')}\n\n`);
      return;
    }
    const rows = this.#stream.rows;
    const cut = lines.length > rows ? [...lines.slice(0, rows - 1), '…'] : lines;
    const drawn = cut.map((line) => `${line}\u001b[K`).join('\r\n');
    this.#stream.write(`\u001b[H${drawn}\u001b[J`);
  }

  close(): void {
    if (this.#stream.isTTY) this.#stream.write(LEAVE);
  }
}
