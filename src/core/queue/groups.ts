import type { Stored } from '../sources/stored.ts';
import type { Database } from 'better-sqlite3';
import type { QueueGroup } from '../../shared/model.ts';
import { WAITING, type QueueShape } from './shape.ts';
import { plainText } from './text.ts';

export interface Groups {
  readonly byPriority: readonly QueueGroup[];
  readonly byType: readonly QueueGroup[];
  readonly byTarget: readonly QueueGroup[];
  readonly byProvider: readonly QueueGroup[];
}

interface Row {
  readonly isWaiting: 0 | 1;
  readonly priority: Stored;
  readonly type: Stored;
  readonly target: Stored;
  readonly provider: Stored;
  readonly count: number;
}

/** The largest groups are told one by one, the rest together. */
const MOST_GROUPS = 100;
const MOST_COMBINATIONS = 20_000;

/** Counts waiting and in-flight tasks by what they have in common, each in one pass over them. */
export function groupsReader(db: Database, shape: QueueShape): () => Groups {
  const { table, alive, columns, sql, heavy, inFlightList } = shape;
  const short = (column: string | null): string =>
    `CASE WHEN ${heavy} THEN '(large)' ELSE substr(${sql(column)}, 1, 100) END`;
  const select = (isWaiting: 0 | 1, statuses: string): string =>
    `SELECT ${isWaiting} AS isWaiting, ${short('priority')} AS priority,
            ${short(columns.type)} AS type, ${short(columns.target)} AS target,
            ${short(columns.provider)} AS provider
       FROM ${table} WHERE status IN (${statuses}) ${alive}`;
  // Worked out before they are sorted: SQLite sorts whole columns otherwise, heavy ones included.
  const rows = db.prepare<[], Row>(
    `WITH live AS MATERIALIZED (${select(1, `'${WAITING}'`)} UNION ALL ${select(0, inFlightList)})
     SELECT *, COUNT(*) AS count FROM live GROUP BY 1, 2, 3, 4, 5 LIMIT ${MOST_COMBINATIONS}`,
  );
  return () => {
    const all = rows.all();
    return {
      byPriority: groupBy(all, (row) => plainText(row.priority, 20) ?? '(none)').toSorted(
        (a, b) => Number(b.key) - Number(a.key),
      ),
      byType: groupBy(all, (row) => plainText(row.type, 80) ?? '(none)'),
      byTarget: groupBy(all, (row) => plainText(row.target, 80) ?? '(any)'),
      byProvider:
        columns.provider === null
          ? []
          : groupBy(all, (row) => plainText(row.provider, 80) ?? '(any)'),
    };
  };
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): QueueGroup[] {
  const groups = new Map<string, { key: string; waiting: number; inFlight: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? { key, waiting: 0, inFlight: 0 };
    if (row.isWaiting === 1) group.waiting += row.count;
    else group.inFlight += row.count;
    groups.set(key, group);
  }
  const sorted = [...groups.values()].toSorted((a, b) => size(b) - size(a));
  const rest = sorted.splice(MOST_GROUPS);
  if (rest.length === 0) return sorted;
  const others = { key: `(${rest.length} others)`, waiting: 0, inFlight: 0 };
  for (const { waiting, inFlight } of rest) {
    others.waiting += waiting;
    others.inFlight += inFlight;
  }
  return [...sorted, others];
}

const size = ({ waiting, inFlight }: QueueGroup): number => waiting + inFlight;
