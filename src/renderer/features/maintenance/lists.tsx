import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import type { IndexReport, MaintenanceTab, Target } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { useMaintenance } from '../../lib/maintenance-store.ts';
import { Panel } from '../../lib/panel.tsx';
import { useStore } from '../../lib/store.ts';
import { Advisor } from './advisor.tsx';
import { IndexList } from './index-list.tsx';
import { JournalExport, JournalList } from './journal.tsx';
import { Redundant } from './redundant.tsx';
import { SlowStatements } from './slow-statements.tsx';

const tabs: readonly MaintenanceTab[] = ['indexes', 'slow', 'advisor', 'superfluous', 'journal'];

/** The tab that is open: the one that was picked last, or that a link has led to since. */
function useTab(): [MaintenanceTab, (tab: MaintenanceTab) => void] {
  const place = useStore((store) => store.place);
  const [seen, setSeen] = useState<Target>();
  const [tab, setTab] = useState<MaintenanceTab>('indexes');
  if (place !== seen) {
    setSeen(place);
    setTab(tabOf(place) ?? tab);
  }
  return [tab, setTab];
}

/** Where a link leads: to the tab that it names, or to its index. */
function tabOf(place: Target): MaintenanceTab | null {
  if (place.view !== 'maintenance') return null;
  const isAboutIndex = place.index !== undefined && place.ask === undefined;
  return place.tab ?? (isAboutIndex ? 'indexes' : null);
}

/** The catalogue's indexes, slow statements, the advisor, superfluous indexes and the journal. */
export function Lists({ indexes }: { readonly indexes: readonly IndexReport[] }) {
  const [tab, setTab] = useTab();
  const slow = useStore((store) => store.snapshot?.slowStatements.length ?? 0);
  const redundant = useStore((store) => store.snapshot?.redundant.length ?? 0);
  const done = useMaintenance(({ state }) => state?.journal.length ?? 0);
  const titles: Readonly<Record<MaintenanceTab, readonly [string, number | null]>> = {
    indexes: ['Indexes', indexes.length],
    slow: ['Slow queries', slow],
    advisor: ['Advisor', null],
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
            {titles[one][0]}{' '}
            {titles[one][1] !== null && <span className="tab-count">{count(titles[one][1])}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="indexes" className="tab-panel">
        <IndexList indexes={indexes} />
      </Tabs.Panel>
      <Tabs.Panel value="slow" className="tab-panel">
        <Panel title="Slow queries of Lookout’s own reading" className="fill">
          <SlowStatements />
        </Panel>
      </Tabs.Panel>
      <Tabs.Panel value="advisor" className="tab-panel">
        <Advisor />
      </Tabs.Panel>
      <Tabs.Panel value="superfluous" className="tab-panel">
        <Panel title="Superfluous indexes" className="fill">
          <Redundant />
        </Panel>
      </Tabs.Panel>
      <Tabs.Panel value="journal" className="tab-panel">
        <Panel title="What Lookout has done here" className="fill" aside={<JournalExport />}>
          <JournalList />
        </Panel>
      </Tabs.Panel>
    </Tabs.Root>
  );
}
