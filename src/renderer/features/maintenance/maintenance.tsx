import { useMemo } from 'react';
import type { IndexReport } from '../../../shared/model.ts';
import { call } from '../../lib/api.ts';
import { DataTable, type Column } from '../../lib/data-table.tsx';
import { Missing } from '../../lib/empty.tsx';
import { Glyph } from '../../lib/glyph.tsx';
import { Origin } from '../../lib/origin.tsx';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import { attempt, goTo, useStore } from '../../lib/store.ts';
import { IndexDetail } from './index-detail.tsx';
import { byNeed, indexStates, summaryOf, targetOf } from './index-words.ts';
import './maintenance.css';

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

const none: readonly IndexReport[] = [];
const keyOf = ({ database, name }: IndexReport): string => `${database}:${name}`;

/** Every index of the catalogue as it is in the databases; nothing here writes. */
export function Maintenance() {
  const indexes = useStore((store) => store.snapshot?.indexes) ?? none;
  const asked = useStore(({ place }) => (place.view === 'maintenance' ? place.index : undefined));
  const rows = useMemo(() => indexes.toSorted(byNeed), [indexes]);
  // A link names an index; the table adds the database.
  const current =
    rows.find((index) => keyOf(index) === asked) ??
    rows.find(({ name }) => name === asked) ??
    rows[0];

  if (rows.length === 0) {
    return (
      <Panel title="Maintenance" className="fill">
        <Missing from="assigner" what="The state of the indexes" />
      </Panel>
    );
  }
  return (
    <div className="maintenance">
      <Head indexes={indexes} />
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
    </div>
  );
}

function Head({ indexes }: { readonly indexes: readonly IndexReport[] }) {
  const { text, fine } = summaryOf(indexes);
  return (
    <div className="maintenance-head">
      <span className="headline-mark">
        <Glyph name={fine ? 'fine' : 'index'} size={18} />
      </span>
      <div>
        <h1 className="headline-text">{text}</h1>
        <p className="muted">
          Definitions are compared as SQLite understands them, not by name. <Origin from={both} />
        </p>
      </div>
      <button
        type="button"
        className="button"
        onClick={() =>
          attempt(call('runAction', 'maintenance.verify'), 'The indexes were compared again.')
        }
      >
        Verify now
      </button>
    </div>
  );
}

const both = ['assigner', 'architect'] as const;
