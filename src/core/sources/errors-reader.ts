import type { Database } from 'better-sqlite3';
import type { ErrorGroup, Errors } from '../../shared/model.ts';
import { plainText } from '../queue/text.ts';
import { parseTime } from '../queue/time.ts';
import { toNumber, type Stored } from './stored.ts';
import { quote, type TableInfo } from './tables.ts';

/** The groups with the most occurrences; more would be no overview. */
const MOST_GROUPS = 200;

interface Row {
  readonly a: Stored;
  readonly b: Stored;
  readonly rows: number;
  readonly occurrences: Stored;
  readonly lastAt: Stored;
}

/** Reads the `errors` table, grouped by node and status and by project and type. */
export function errorsReader(db: Database, table: TableInfo): () => Errors {
  const has = (name: string): boolean => table.columns.has(name);
  const column = (name: string): string => (has(name) ? quote(name) : 'NULL');
  const alive = has('deleted_at') ? 'deleted_at IS NULL' : '1';
  const occurrences = has('occurrence_count') ? 'TOTAL(occurrence_count)' : 'COUNT(*)';
  const groups = (a: string, b: string) =>
    db.prepare<[], Row>(
      `SELECT substr(${column(a)}, 1, 200) AS a, substr(${column(b)}, 1, 200) AS b,
              COUNT(*) AS rows, ${occurrences} AS occurrences, MAX(${column('last_seen')}) AS lastAt
         FROM errors WHERE ${alive} GROUP BY 1, 2 ORDER BY occurrences DESC LIMIT ${MOST_GROUPS}`,
    );
  const open = db
    .prepare<[], number>(`SELECT COUNT(*) FROM errors WHERE status = 'open' AND ${alive}`)
    .pluck();
  const byNodeStatus = groups('node_id', 'status');
  const byProjectType = groups('project_id', 'error_type');
  return () => ({
    open: open.get() ?? 0,
    byNodeStatus: byNodeStatus.all().map(toGroup),
    byProjectType: byProjectType.all().map(toGroup),
  });
}

const toGroup = (row: Row): ErrorGroup => ({
  a: plainText(row.a),
  b: plainText(row.b),
  rows: row.rows,
  occurrences: toNumber(row.occurrences) ?? 0,
  lastAt: parseTime(row.lastAt),
});
