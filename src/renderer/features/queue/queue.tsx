import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import type { QueueName } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { useStore } from '../../lib/store.ts';
import { Errors } from './errors.tsx';
import { QueueBoard } from './queue-board.tsx';
import { TaskDrawer } from './task-drawer.tsx';
import { Workers } from './workers.tsx';
import './queue.css';

type Tab = QueueName | 'errors' | 'workers';

const tabs: readonly Tab[] = ['prompts', 'task_queue', 'errors', 'workers'];

const titles: Readonly<Record<Tab, string>> = {
  prompts: 'Prompts',
  task_queue: 'Task queue',
  errors: 'Errors',
  workers: 'Workers and nodes',
};

/** Both queues, and what else the Architect system keeps about its work. */
export function Queue() {
  const place = useStore((store) => store.place);
  const asked = place.view === 'queue' ? place.queue : undefined;
  const [tab, setTab] = useState<Tab>(asked ?? 'prompts');
  const [seen, setSeen] = useState(place);
  if (seen !== place) {
    setSeen(place);
    if (asked !== undefined) setTab(asked);
  }

  return (
    <Tabs.Root
      className="view-tabs"
      value={tab}
      onValueChange={(value: unknown) => {
        const next = tabs.find((one) => one === value);
        if (next !== undefined) setTab(next);
      }}
    >
      <h1 className="visually-hidden">Queue</h1>
      <Tabs.List className="tab-row">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one} className="tab">
            {titles[one]} <TabCount tab={one} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="prompts" className="tab-panel">
        <QueueBoard name="prompts" />
      </Tabs.Panel>
      <Tabs.Panel value="task_queue" className="tab-panel">
        <QueueBoard name="task_queue" />
      </Tabs.Panel>
      <Tabs.Panel value="errors" className="tab-panel">
        <Errors />
      </Tabs.Panel>
      <Tabs.Panel value="workers" className="tab-panel">
        <Workers />
      </Tabs.Panel>
      <TaskDrawer />
    </Tabs.Root>
  );
}

function TabCount({ tab }: { readonly tab: Tab }) {
  const size = useStore(({ snapshot }) => {
    if (snapshot === null) return null;
    if (tab === 'errors') return snapshot.errors?.open ?? null;
    if (tab === 'workers') return snapshot.workers?.length ?? null;
    return snapshot.queues[tab]?.waiting ?? null;
  });
  return <span className="tab-count">{count(size)}</span>;
}
