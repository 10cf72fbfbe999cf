import { useMemo } from 'react';
import type { IndexReport } from '../../../shared/model.ts';
import { DataTable, type Column } from '../../lib/data-table.tsx';
import { Missing } from '../../lib/empty.tsx';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import { goTo, useStore } from '../../lib/store.ts';
import { IndexDetail } from './index-detail.tsx';
import { byNeed, indexStates, targetOf } from './index-words.ts';

const columns: readonly Column<IndexReport>[] = [
  {
    id: 'name',
    header: 'Index',
    cell: ({ name, recommended, group }) => (
      <div className="two-lines">
        <span className="name-line">
          <span className="clip" title={name}>
            {name}
          </span>
          {group !== 'reference' && <Pill>{group}</Pill>}
        </span>
        <code className="clip" title={recommended}>
          {targetOf(recommended)}
        </code>
      </div>
    ),
    value: ({ name }) => name,
  },
  {
    id: 'database',
    header: 'Database',
    cell: ({ database }) => <span className="muted">{database}</span>,
    value: ({ database }) => database,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => (
      <Pill kind={indexStates[state].kind} title={indexStates[state].meaning}>
        {indexStates[state].word}
      </Pill>
    ),
    value: ({ state }) => indexStates[state].word,
  },
  {
    id: 'reason',
    header: 'Why',
    cell: ({ reason }) => (
      <span className="reason muted" title={reason}>
        {reason}
      </span>
    ),
  },
];

const keyOf = ({ database, name }: IndexReport): string => `${database}:${name}`;

/** The catalogue's indexes with their states, and everything about the selected one. */
export function IndexList({ indexes }: { readonly indexes: readonly IndexReport[] }) {
  const asked = useStore(({ place }) => (place.view === 'maintenance' ? place.index : undefined));
  const rows = useMemo(() => indexes.toSorted(byNeed), [indexes]);
  // A link names an index; the table adds the database.
  const current =
    rows.find((index) => keyOf(index) === asked) ??
    rows.find(({ name }) => name === asked) ??
    rows[0];
  if (rows.length === 0) {
    return (
      <Panel title="Indexes" className="fill">
        <Missing from="assigner" what="The state of the indexes" />
      </Panel>
    );
  }
  return (
    <div className="index-columns">
      <section className="panel" aria-label="Indexes">
        <DataTable
          label="Indexes"
          className="index-table"
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          rowHeight={52}
          selected={current ? keyOf(current) : null}
          onSelect={(key) => goTo({ view: 'maintenance', ...(key !== null && { index: key }) })}
        />
      </section>
      {current && <IndexDetail index={current} />}
    </div>
  );
}
