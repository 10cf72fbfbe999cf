import type { SourceName } from '../../shared/model.ts';
import { DataTable, type Column } from './data-table.tsx';
import { Empty, Missing } from './empty.tsx';
import { Panel } from './panel.tsx';

interface Props<Row extends object> {
  readonly title: string;
  readonly note?: string;
  readonly from: SourceName;
  /** null: the source does not have them. */
  readonly rows: readonly Row[] | null;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** px */
  readonly rowHeight: number;
  /** "The table of workers": what cannot be shown while the source is missing. */
  readonly what: string;
  /** Said where there are no rows. */
  readonly none: string;
  readonly className?: string;
  readonly tableClass: string;
}

/** A table as one source has it, in a panel of its own: missing, empty or full. */
export function TablePanel<Row extends object>(props: Props<Row>) {
  const { title, note, from, rows, what, none, className = '', tableClass, ...table } = props;
  return (
    <Panel title={title} note={note} from={[from]} className={className}>
      {rows === null ? (
        <Missing from={from} what={what} />
      ) : rows.length === 0 ? (
        <Empty glyph="info" title={none} />
      ) : (
        <DataTable label={title} className={tableClass} rows={rows} {...table} />
      )}
    </Panel>
  );
}
