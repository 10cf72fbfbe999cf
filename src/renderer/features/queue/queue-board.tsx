import type { QueueName } from '../../../shared/model.ts';
import { databaseOf } from '../../../shared/queues.ts';
import { Missing } from '../../lib/empty.tsx';
import { Panel } from '../../lib/panel.tsx';
import { useStore } from '../../lib/store.ts';
import { Failures } from './failures.tsx';
import { Groups } from './groups.tsx';
import { NextInLine } from './next-in-line.tsx';
import { Overdue } from './overdue.tsx';
import { Pace } from './pace.tsx';
import { Figures, Statuses } from './statuses.tsx';

const titles: Readonly<Record<QueueName, string>> = {
  prompts: 'Prompts',
  task_queue: 'Task queue',
};

/** Everything about one queue on one page. */
export function QueueBoard({ name }: { readonly name: QueueName }) {
  const queue = useStore((store) => store.snapshot?.queues[name] ?? null);
  const from = databaseOf[name];
  if (queue === null) {
    return (
      <Panel title={titles[name]} className="fill">
        <Missing from={from} what="This queue" />
      </Panel>
    );
  }
  return (
    <div className="queue-board">
      <Pace queue={queue} from={from} />
      <div className="queue-columns">
        <NextInLine queue={queue} from={from} />
        <div className="queue-side scroll">
          <Failures queue={queue} />
          <Overdue queue={queue} />
          <Groups queue={queue} />
          <Statuses queue={queue} />
          {name === 'prompts' && <Figures />}
        </div>
      </div>
    </div>
  );
}
