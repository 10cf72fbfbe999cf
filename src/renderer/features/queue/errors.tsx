import type { ErrorGroup } from '../../../shared/model.ts';
import { count, plural } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import { DataTable, type Column } from '../../lib/data-table.tsx';
import { Empty, Missing } from '../../lib/empty.tsx';
import { Panel } from '../../lib/panel.tsx';
import { useStore } from '../../lib/store.ts';

const columnsOf = (a: string, b: string): readonly Column<ErrorGroup>[] => [
  {
    id: 'a',
    header: a,
    cell: (group) => <span className="clip">{group.a ?? 'none'}</span>,
    value: (group) => group.a,
  },
  {
    id: 'b',
    header: b,
    cell: (group) => <span className="clip">{group.b ?? 'none'}</span>,
    value: (group) => group.b,
  },
  {
    id: 'rows',
    header: 'Errors',
    numeric: true,
    cell: ({ rows }) => count(rows),
    value: ({ rows }) => rows,
  },
  {
    id: 'occurrences',
    header: 'Times seen',
    numeric: true,
    cell: ({ occurrences }) => count(occurrences),
    value: ({ occurrences }) => occurrences,
  },
  {
    id: 'last',
    header: 'Last seen',
    numeric: true,
    cell: ({ lastAt }) => (lastAt === null ? '–' : <Ago at={lastAt} />),
    value: ({ lastAt }) => (lastAt === null ? null : -lastAt),
  },
];

const byNode = columnsOf('Node', 'Status');
const byProject = columnsOf('Project', 'Type');
const keyOf = ({ a, b }: ErrorGroup): string => JSON.stringify([a, b]);

/** What the Architect system has recorded in its errors table. */
export function Errors() {
  const errors = useStore((store) => store.snapshot?.errors ?? null);
  if (errors === null) {
    return (
      <Panel title="Errors" className="fill">
        <Missing from="architect" what="The table of errors" />
      </Panel>
    );
  }
  return (
    <div className="halves">
      <ErrorTable title="By node and status" rows={errors.byNodeStatus} columns={byNode} />
      <ErrorTable
        title="By project and type"
        note={plural(errors.open, 'open error')}
        rows={errors.byProjectType}
        columns={byProject}
      />
    </div>
  );
}

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly rows: readonly ErrorGroup[];
  readonly columns: readonly Column<ErrorGroup>[];
}

function ErrorTable({ title, note, rows, columns }: Props) {
  return (
    <Panel title={title} note={note} from={['architect']}>
      {rows.length === 0 ? (
        <Empty title="No errors are recorded." />
      ) : (
        <DataTable
          label={title}
          className="errors-table"
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          rowHeight={34}
        />
      )}
    </Panel>
  );
}
