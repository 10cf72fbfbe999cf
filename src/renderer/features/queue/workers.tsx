import type { NodeRow, WorkerRow } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import type { Column } from '../../lib/data-table.tsx';
import { useStore } from '../../lib/store.ts';
import { TablePanel } from '../../lib/table-panel.tsx';

const heartbeat = {
  id: 'heartbeat',
  header: 'Heartbeat',
  numeric: true,
  cell: ({ lastHeartbeatAt: at }: { readonly lastHeartbeatAt: number | null }) =>
    at === null ? 'never' : <Ago at={at} />,
  value: ({ lastHeartbeatAt: at }: { readonly lastHeartbeatAt: number | null }) =>
    at === null ? null : -at,
};

const text = (value: string | null) => <span className="clip">{value ?? '–'}</span>;
const load = (percent: number | null) => (percent === null ? '–' : `${Math.round(percent)} %`);

const workerColumns: readonly Column<WorkerRow>[] = [
  { id: 'id', header: 'Worker', cell: ({ id }) => text(id), value: ({ id }) => id },
  { id: 'node', header: 'Node', cell: ({ node }) => text(node), value: ({ node }) => node },
  { id: 'type', header: 'Type', cell: ({ type }) => text(type), value: ({ type }) => type },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }) => text(status),
    value: ({ status }) => status,
  },
  {
    id: 'task',
    header: 'Task',
    cell: ({ currentTask }) => text(currentTask),
    value: ({ currentTask }) => currentTask,
  },
  {
    id: 'completed',
    header: 'Completed',
    numeric: true,
    cell: ({ completed }) => count(completed),
    value: ({ completed }) => completed,
  },
  {
    id: 'failed',
    header: 'Failed',
    numeric: true,
    cell: ({ failed }) => count(failed),
    value: ({ failed }) => failed,
  },
  heartbeat,
];

const nodeColumns: readonly Column<NodeRow>[] = [
  {
    id: 'id',
    header: 'Node',
    cell: ({ id, hostname }) => text(hostname === null ? id : `${id} · ${hostname}`),
    value: ({ id }) => id,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }) => text(status),
    value: ({ status }) => status,
  },
  {
    id: 'cpu',
    header: 'CPU',
    numeric: true,
    cell: ({ cpuPercent }) => load(cpuPercent),
    value: ({ cpuPercent }) => cpuPercent,
  },
  {
    id: 'memory',
    header: 'Memory',
    numeric: true,
    cell: ({ memoryPercent }) => load(memoryPercent),
    value: ({ memoryPercent }) => memoryPercent,
  },
  {
    id: 'disk',
    header: 'Disk',
    numeric: true,
    cell: ({ diskPercent }) => load(diskPercent),
    value: ({ diskPercent }) => diskPercent,
  },
  heartbeat,
];

const keyOf = (row: { readonly id: string }): string => row.id;

/** The Architect system's workers and the machines they run on, as it records them. */
export function Workers() {
  const workers = useStore((store) => store.snapshot?.workers ?? null);
  const nodes = useStore((store) => store.snapshot?.nodes ?? null);
  return (
    <div className="halves halves-stacked">
      <TablePanel
        title="Workers"
        from="architect"
        rows={workers}
        columns={workerColumns}
        rowKey={keyOf}
        rowHeight={34}
        what="The table of workers"
        none="No workers are registered."
        tableClass="workers-table"
      />
      <TablePanel
        title="Nodes"
        from="architect"
        rows={nodes}
        columns={nodeColumns}
        rowKey={keyOf}
        rowHeight={34}
        what="The table of nodes"
        none="No nodes are registered."
        tableClass="nodes-table"
      />
    </div>
  );
}
