import Table from 'cli-table3';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
} as const;

const GAP = 2;

export interface Column {
  /** Characters, without the gap after it; the rest of the line when it is not given. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/** Lines of aligned cells, as wide as `columns`; what does not fit in its cell is cut. */
export function inColumns(
  rows: readonly (readonly string[])[],
  layout: readonly Column[],
  columns: number,
): string[] {
  if (rows.length === 0) return [];
  const fixed = layout.reduce((sum, { width }) => sum + (width === undefined ? 0 : width + GAP), 0);
  const rest = Math.max(10, columns - fixed);
  const table = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    colWidths: layout.map(({ width }) => (width === undefined ? rest : width + GAP)),
    colAligns: layout.map(({ align }) => align ?? 'left'),
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
