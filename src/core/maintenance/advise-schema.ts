import type Database from 'better-sqlite3';

/** A table as far as an advisor has to know it. */
export interface TableShape {
  readonly name: string;
  /** Column names as the table has them, by their lower case. */
  readonly columns: ReadonlyMap<string, string>;
  /** The column that is another name of the rowid, in lower case: it needs no index. */
  readonly rowid: string | null;
}

interface ColumnRow {
  name: string;
  type: string;
  pk: number;
}

/** The ordinary tables of a database, by their lower-case names. */
export function tableShapes(db: Database.Database): ReadonlyMap<string, TableShape> {
  const tables = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master
        WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
    )
    .all();
  const columns = db.prepare<[string], ColumnRow>(
    'SELECT name, type, pk FROM pragma_table_xinfo(?)',
  );
  return new Map(
    tables.map(({ name, sql }) => {
      const rows = columns.all(name);
      const keys = rows.filter(({ pk }) => pk > 0);
      const [key] = keys;
      const isRowid =
        keys.length === 1 && key?.type.toUpperCase() === 'INTEGER' && !/WITHOUT\s+ROWID/i.test(sql);
      return [
        name.toLowerCase(),
        {
          name,
          columns: new Map(rows.map((row) => [row.name.toLowerCase(), row.name])),
          rowid: isRowid ? key.name.toLowerCase() : null,
        },
      ];
    }),
  );
}
