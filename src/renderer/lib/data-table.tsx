import { memo, useId, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Header,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { stepTo } from './table-keys.ts';
import './data-table.css';

export interface Column<R> {
  /** Also the class `col-<id>` of its cells; the table's CSS gives the widths. */
  readonly id: string;
  readonly header: string;
  readonly cell: (row: R) => ReactNode;
  /** What the column sorts by; without it, it does not sort. null sorts last. */
  readonly value?: (row: R) => string | number | null;
  readonly numeric?: boolean;
}

interface Props<R> {
  readonly label: string;
  /** In the order in which they stand when no column is sorted. Keep the array stable. */
  readonly rows: readonly R[];
  /** Defined once, outside the component. */
  readonly columns: readonly Column<R>[];
  readonly rowKey: (row: R) => string;
  readonly rowHeight: number;
  readonly selected?: string | null;
  /** By click or arrow key; null on Escape. */
  readonly onSelect?: (key: string | null) => void;
  /** By click or Enter. */
  readonly onOpen?: (key: string) => void;
  readonly className?: string;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a), String(b));

function definitionOf<R extends object>(column: Column<R>): ColumnDef<Features, R> {
  const { id, header, value } = column;
  return {
    id,
    header,
    accessorFn: (row) => value?.(row) ?? undefined,
    enableSorting: value !== undefined,
    sortUndefined: 'last',
    sortDescFirst: false,
    sortFn: (a, b, columnId) => compare(a.getValue(columnId), b.getValue(columnId)),
  };
}

/**
 * A table of any length: only what can be seen is in the document. Arrow keys, Home, End and the
 * page keys move the selection, Enter opens, Escape clears; headers sort.
 */
export function DataTable<R extends object>(props: Props<R>) {
  const { rows, columns, rowKey, rowHeight, selected = null, onSelect, onOpen } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const definitions = useMemo(() => columns.map(definitionOf), [columns]);
  const table = useTable({ features, columns: definitions, data: rows, getRowId: rowKey });
  const sorted = table.getRowModel().rows;
  // oxlint-disable-next-line react/incompatible-library -- nothing of it goes to memoised children
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingStart: 36,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Escape') onSelect?.(null);
    if (event.key === 'Enter' && selected !== null) onOpen?.(selected);
    const height = scroller.current?.clientHeight ?? 0;
    const current = sorted.findIndex((row) => row.id === selected);
    const next = stepTo(event.key, current, sorted.length, Math.floor(height / rowHeight) - 1);
    const row = next === null ? undefined : sorted[next];
    if (next === null || row === undefined) return;
    event.preventDefault();
    virtual.scrollToIndex(next, { align: 'auto' });
    onSelect?.(row.id);
  };

  return (
    <div className={`data-table scroll scroll-shade ${props.className ?? ''}`} ref={scroller}>
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid
        role="grid"
        aria-label={props.label}
        aria-rowcount={sorted.length + 1}
        aria-activedescendant={selected === null ? undefined : `${id}-${selected}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header, i) => (
                <Head key={header.id} header={header} numeric={columns[i]?.numeric === true} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index];
            return (
              row && (
                <Line
                  key={row.id}
                  id={`${id}-${row.id}`}
                  row={row.original}
                  rowId={row.id}
                  columns={columns}
                  index={index}
                  start={start}
                  height={rowHeight}
                  selected={row.id === selected}
                  onSelect={onSelect}
                  onOpen={onOpen}
                />
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<R extends object> {
  readonly header: Header<Features, R>;
  readonly numeric: boolean;
}

function Head<R extends object>({ header, numeric }: HeadProps<R>) {
  const { column } = header;
  const sort = column.getIsSorted();
  const title = String(column.columnDef.header);
  const kind = `col-${column.id}${numeric ? ' number' : ''}`;
  if (!column.getCanSort()) return <th className={kind}>{title}</th>;
  return (
    <th
      className={kind}
      aria-sort={sort === false ? 'none' : sort === 'asc' ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        className="sort"
        onClick={column.getToggleSortingHandler()}
        title={`Sort by ${title.toLowerCase()}`}
      >
        {title}
        <span className="sort-mark" aria-hidden="true">
          {sort === false ? '' : sort === 'asc' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  );
}

interface LineProps<R> {
  readonly id: string;
  readonly row: R;
  readonly rowId: string;
  readonly columns: readonly Column<R>[];
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly selected: boolean;
  readonly onSelect: ((key: string | null) => void) | undefined;
  readonly onOpen: ((key: string) => void) | undefined;
}

/** A row; drawn again only when its own data, place or selection changed. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- memo forgets type parameters
const Line = memo(PlainLine) as typeof PlainLine;

function PlainLine<R>(props: LineProps<R>) {
  const { id, row, rowId, columns, index, start, height, selected, onSelect, onOpen } = props;
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      style={{ height, transform: `translateY(${start}px)` }}
      onClick={() => {
        onSelect?.(rowId);
        onOpen?.(rowId);
      }}
    >
      {columns.map((column) => (
        <td key={column.id} className={`col-${column.id}${column.numeric ? ' number' : ''}`}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
