import { Tabs } from '@base-ui/react/tabs';
import { useMemo, useState } from 'react';
import type { IndexReport, MaintenanceAsk } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { call } from '../../lib/api.ts';
import { DataTable, type Column } from '../../lib/data-table.tsx';
import { Missing } from '../../lib/empty.tsx';
import { Glyph } from '../../lib/glyph.tsx';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { Origin } from '../../lib/origin.tsx';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import { attempt, goTo, useStore } from '../../lib/store.ts';
import { MaintenanceDialogs } from './dialogs.tsx';
import { IndexDetail } from './index-detail.tsx';
import { byNeed, indexStates, summaryOf, targetOf } from './index-words.ts';
import { JournalList } from './journal.tsx';
import { Outcome } from './outcome.tsx';
import { Redundant } from './redundant.tsx';
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

type Tab = 'indexes' | 'superfluous' | 'journal';
const tabs: readonly Tab[] = ['indexes', 'superfluous', 'journal'];

/** Every index of the catalogue, what can be done about it, and what was done. */
export function Maintenance() {
  const indexes = useStore((store) => store.snapshot?.indexes) ?? none;
  const last = useMaintenance(({ state }) => state?.last ?? null);
  return (
    <div className="maintenance">
      {indexes.length > 0 ? (
        <Head indexes={indexes} />
      ) : (
        <h1 className="visually-hidden">Maintenance</h1>
      )}
      {last && <Outcome ended={last} />}
      <Lists indexes={indexes} />
      <MaintenanceDialogs />
    </div>
  );
}

function Lists({ indexes }: { readonly indexes: readonly IndexReport[] }) {
  const [tab, setTab] = useState<Tab>('indexes');
  const redundant = useStore((store) => store.snapshot?.redundant.length ?? 0);
  const done = useMaintenance(({ state }) => state?.journal.length ?? 0);
  const titles: Readonly<Record<Tab, readonly [string, number]>> = {
    indexes: ['Indexes', indexes.length],
    superfluous: ['Superfluous', redundant],
    journal: ['What Lookout has done', done],
  };
  return (
    <Tabs.Root
      className="view-tabs"
      value={tab}
      onValueChange={(value: unknown) => setTab(tabs.find((one) => one === value) ?? tab)}
    >
      <Tabs.List className="tab-row">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one} className="tab">
            {titles[one][0]} <span className="tab-count">{count(titles[one][1])}</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="indexes" className="tab-panel">
        <Indexes indexes={indexes} />
      </Tabs.Panel>
      <Tabs.Panel value="superfluous" className="tab-panel">
        <Panel title="Superfluous indexes" className="fill">
          <Redundant />
        </Panel>
      </Tabs.Panel>
      <Tabs.Panel value="journal" className="tab-panel">
        <Panel title="What Lookout has done here" className="fill">
          <JournalList />
        </Panel>
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function Indexes({ indexes }: { readonly indexes: readonly IndexReport[] }) {
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

function Head({ indexes }: { readonly indexes: readonly IndexReport[] }) {
  const { text, fine, missing } = summaryOf(indexes);
  const isBusy = useMaintenance(({ state }) => state?.running !== null);
  return (
    <div className="maintenance-head">
      <span className="headline-mark">
        <Glyph name={fine ? 'fine' : 'index'} size={18} />
      </span>
      <div className="maintenance-words">
        <h1 className="headline-text">{text}</h1>
        <p className="muted">
          Compared by definition, not by name. Nothing runs without your yes. <Origin from={both} />
        </p>
      </div>
      <div className="maintenance-steps">
        {others.map(([what, label]) => (
          <button
            key={what}
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => ask(what)}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          className="button"
          onClick={() => attempt(call('runAction', 'maintenance.verify'))}
        >
          Verify
        </button>
        {missing > 0 && (
          <button
            type="button"
            className="button button-primary"
            disabled={isBusy}
            onClick={() => ask('create')}
          >
            Create {missing} missing…
          </button>
        )}
      </div>
    </div>
  );
}

const ask = (what: MaintenanceAsk): void => goTo({ view: 'maintenance', ask: what });

const others = [
  ['backup', 'Back up…'],
  ['check', 'Check…'],
  ['analyze', 'Analyze…'],
  ['optimize', 'Optimize…'],
] as const;

const both = ['assigner', 'architect'] as const;
