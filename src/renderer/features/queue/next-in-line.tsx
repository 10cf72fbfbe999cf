import type { Queue, SourceName, TaskSummary } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { Age } from '../../lib/age.tsx';
import { DataTable, type Column } from '../../lib/data-table.tsx';
import { Empty } from '../../lib/empty.tsx';
import { Panel } from '../../lib/panel.tsx';
import { Pill } from '../../lib/pill.tsx';
import { goTo } from '../../lib/store.ts';

const wantsOf = ({ target, provider, type }: TaskSummary): string =>
  [type, target, provider].filter(Boolean).join(' · ');

const columns: readonly Column<TaskSummary>[] = [
  {
    id: 'priority',
    header: 'Priority',
    numeric: true,
    cell: ({ priority }) => <span className="clip">{count(priority)}</span>,
    value: ({ priority }) => priority,
  },
  {
    id: 'id',
    header: 'Task',
    numeric: true,
    cell: ({ id }) => <span className="clip">{id}</span>,
    value: ({ id }) => id,
  },
  {
    id: 'summary',
    header: 'What',
    cell: (task) => (
      <div className="two-lines">
        <span className="clip summary" title={task.summary}>
          {task.summary}
        </span>
        <span className="clip narrow-wants">{wantsOf(task) || 'any session'}</span>
      </div>
    ),
    value: ({ summary }) => summary,
  },
  {
    id: 'wants',
    header: 'For',
    cell: (task) => (
      <span className="clip muted" title={wantsOf(task)}>
        {wantsOf(task) || 'any session'}
      </span>
    ),
    value: (task) => wantsOf(task) || null,
  },
  {
    id: 'retries',
    header: 'Retries',
    numeric: true,
    cell: ({ retries, maxRetries }) =>
      retries === 0 ? (
        <span className="faint">0</span>
      ) : (
        <Pill kind="attention">
          {retries}
          {maxRetries !== null && ` of ${maxRetries}`}
        </Pill>
      ),
    value: ({ retries }) => retries,
  },
  {
    id: 'age',
    header: 'Waits',
    numeric: true,
    cell: ({ createdAt }) =>
      createdAt === null ? (
        <span title="Its date cannot be read">–</span>
      ) : (
        <Age since={createdAt} />
      ),
    value: ({ createdAt }) => (createdAt === null ? null : -createdAt),
  },
];

const keyOf = (task: TaskSummary): string => `${task.queue}:${task.id}`;

interface Props {
  readonly queue: Queue;
  readonly from: SourceName;
}

/** The next tasks exactly as the workers take them. */
export function NextInLine({ queue, from }: Props) {
  const { next, waiting, name } = queue;
  return (
    <Panel
      title="Next in line"
      note={
        next.length < waiting
          ? `the first ${count(next.length)} of ${count(waiting)}, as workers take them`
          : 'as workers take them'
      }
      from={[from]}
      className="next-panel"
    >
      {next.length === 0 ? (
        <Empty title="Nothing waits.">
          <p className="muted">New tasks appear here in the order in which workers take them.</p>
        </Empty>
      ) : (
        <DataTable
          label="Next in line"
          className="next-table"
          rows={next}
          columns={columns}
          rowKey={keyOf}
          rowHeight={40}
          onOpen={(key) => {
            const task = next.find((one) => keyOf(one) === key);
            if (task) goTo({ view: 'queue', queue: name, task: task.id });
          }}
        />
      )}
    </Panel>
  );
}
