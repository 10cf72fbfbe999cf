import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import { count } from '../../../shared/words.ts';
import { useStore } from '../../lib/store.ts';
import { Pool } from './pool.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { SessionBrowser } from './session-browser.tsx';
import './sessions.css';

type Tab = 'sessions' | 'database' | 'pool';

/** Lists that a link from elsewhere may ask for, and the tab that has them. */
const tabOfFilter: Readonly<Record<string, Tab>> = {
  ghost: 'database',
  untracked: 'database',
  disagreeing: 'database',
  orphaned: 'database',
  overdue: 'database',
  pool: 'pool',
};

const isTab = (value: unknown): value is Tab =>
  value === 'sessions' || value === 'database' || value === 'pool';

/** What every session is doing, how that fits the database, and the pool's own members. */
export function Sessions() {
  const place = useStore((store) => store.place);
  const asked = place.view === 'sessions' ? place.filter : undefined;
  const [tab, setTab] = useState<Tab>(tabOfFilter[asked ?? ''] ?? 'sessions');
  const [seen, setSeen] = useState(place);
  if (seen !== place) {
    setSeen(place);
    setTab(tabOfFilter[asked ?? ''] ?? 'sessions');
  }

  return (
    <Tabs.Root
      className="view-tabs"
      value={tab}
      onValueChange={(value: unknown) => {
        if (isTab(value)) setTab(value);
      }}
    >
      <h1 className="visually-hidden">Sessions</h1>
      <TabRow />
      <Tabs.Panel value="sessions" className="tab-panel">
        <SessionBrowser
          key={asked}
          asked={tabOfFilter[asked ?? ''] === undefined ? (asked ?? '') : ''}
        />
      </Tabs.Panel>
      <Tabs.Panel value="database" className="tab-panel">
        <Reconciliation />
      </Tabs.Panel>
      <Tabs.Panel value="pool" className="tab-panel">
        <Pool />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

function TabRow() {
  const sessions = useStore((store) => store.snapshot?.sessions.length ?? 0);
  const differences = useStore((store) => {
    const lists = Object.values(store.snapshot?.reconciliation ?? {});
    return lists.reduce((sum: number, list) => sum + list.length, 0);
  });
  const pool = useStore((store) => store.snapshot?.pool?.length ?? null);
  return (
    <Tabs.List className="tab-row">
      <Tabs.Tab value="sessions" className="tab">
        Sessions <span className="tab-count">{count(sessions)}</span>
      </Tabs.Tab>
      <Tabs.Tab value="database" className="tab">
        Against the database <span className="tab-count">{count(differences)}</span>
      </Tabs.Tab>
      <Tabs.Tab value="pool" className="tab">
        Session pool <span className="tab-count">{count(pool)}</span>
      </Tabs.Tab>
    </Tabs.List>
  );
}
