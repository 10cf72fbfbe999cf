import type { PoolConcern, PoolMember } from '../../../shared/model.ts';
import { count } from '../../../shared/words.ts';
import { Ago } from '../../lib/age.tsx';
import type { Column } from '../../lib/data-table.tsx';
import { Pill, type PillKind } from '../../lib/pill.tsx';
import { useStore } from '../../lib/store.ts';
import { TablePanel } from '../../lib/table-panel.tsx';

const kindOfHealth: Readonly<Record<string, PillKind>> = {
  healthy: 'good',
  degraded: 'attention',
  unhealthy: 'bad',
};

const columns: readonly Column<PoolMember>[] = [
  {
    id: 'name',
    header: 'Member',
    cell: ({ name, role, tmuxName }) => (
      <div className="two-lines">
        <span className="clip" title={name}>
          {name}
        </span>
        <span className="clip">
          {role}
          {tmuxName !== null && ` · tmux ${tmuxName}`}
        </span>
      </div>
    ),
    value: ({ name }) => name,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }) => <span className="clip">{status}</span>,
    value: ({ status }) => status,
  },
  {
    id: 'health',
    header: 'Health',
    cell: ({ health }) => <Pill kind={kindOfHealth[health] ?? 'quiet'}>{health}</Pill>,
    value: ({ health }) => health,
  },
  {
    id: 'heartbeat',
    header: 'Heartbeat',
    numeric: true,
    cell: ({ lastHeartbeatAt: at }) => (at === null ? 'never' : <Ago at={at} />),
    value: ({ lastHeartbeatAt: at }) => (at === null ? null : -at),
  },
  {
    id: 'restarts',
    header: 'Restarts',
    numeric: true,
    cell: ({ restarts }) => count(restarts),
    value: ({ restarts }) => restarts,
  },
  {
    id: 'concerns',
    header: 'Concerns',
    cell: ({ concerns }) =>
      concerns.length === 0 ? (
        <span className="faint">none</span>
      ) : (
        <span className="concerns" title={inWords(concerns)}>
          {inWords(concerns)}
        </span>
      ),
    value: ({ concerns }) => -concerns.length,
  },
];

const inWords = (concerns: PoolMember['concerns']): string =>
  concerns.map(({ text }) => text).join('; ');

const causes: Readonly<Record<PoolConcern['cause'], string>> = {
  'no-session': 'without a tmux session',
  'no-heartbeat': 'without a heartbeat',
  restarts: 'restarted too often',
};

/** How many members have what against them; empty when none has. */
function countsByCause(pool: readonly PoolMember[]): string {
  const found = Map.groupBy(
    pool.flatMap(({ concerns }) => concerns),
    ({ cause }) => cause,
  );
  return [...found].map(([cause, these]) => `${count(these.length)} ${causes[cause]}`).join(', ');
}

const keyOf = (member: PoolMember): string => member.name;

/** The pool's members as their owner keeps them, and what is wrong by its own definition. */
export function Pool() {
  const pool = useStore((store) => store.snapshot?.pool ?? null);
  return (
    <TablePanel
      title="Session pool"
      note={countsByCause(pool ?? []) || 'as architect.db has it'}
      from="architect"
      rows={pool}
      columns={columns}
      rowKey={keyOf}
      rowHeight={48}
      what="The session pool"
      none="The pool has no members."
      className="fill pool-panel"
      tableClass="pool-table"
    />
  );
}
