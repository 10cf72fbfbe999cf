import type { Database } from 'better-sqlite3';

export interface IndexInfo {
  readonly name: string;
  /** Key columns in order; null for an expression. */
  readonly columns: readonly (string | null)[];
}

export interface TableInfo {
  readonly name: string;
  readonly columns: ReadonlySet<string>;
  /** Partial indexes and such with another text order are left out: a reading cannot use them. */
  readonly indexes: readonly IndexInfo[];
}

export type Tables = ReadonlyMap<string, TableInfo>;

/** Tables of the main schema with their columns and indexes, as they are now. */
export function readTables(db: Database): Tables {
  const columns = db.prepare<[], { tableName: string; name: string }>(
    `SELECT t.name AS tableName, c.name AS name
       FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  const tables = new Map<string, { name: string; columns: Set<string>; indexes: IndexInfo[] }>();
  for (const { tableName, name } of columns.iterate()) {
    const table = tables.get(tableName);
    if (table !== undefined) table.columns.add(name);
    else tables.set(tableName, { name: tableName, columns: new Set([name]), indexes: [] });
  }
  for (const table of tables.values()) table.indexes.push(...readIndexes(db, table.name));
  return tables;
}

function readIndexes(db: Database, table: string): IndexInfo[] {
  const rows = db
    .prepare<[string], { indexName: string; column: string | null; collation: string }>(
      `SELECT i.name AS indexName, c.name AS column, c.coll AS collation
         FROM pragma_index_list(?) AS i, pragma_index_xinfo(i.name) AS c
        WHERE i.partial = 0 AND c.key = 1
        ORDER BY i.seq, c.seqno`,
    )
    .all(table);
  return [...Map.groupBy(rows, (row) => row.indexName)]
    .filter(([, keys]) => keys.every((key) => key.collation === 'BINARY'))
    .map(([name, keys]) => ({ name, columns: keys.map((key) => key.column) }));
}

/** Of the indexes that begin with this column the one with the fewest: it is the cheapest to walk. */
export const narrowestIndexOn = (table: TableInfo, column: string): IndexInfo | undefined =>
  table.indexes
    .filter((index) => index.columns[0] === column)
    .toSorted((a, b) => a.columns.length - b.columns.length)[0];

/** An identifier in SQL. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
