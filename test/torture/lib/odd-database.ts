import Database from 'better-sqlite3';
import { tables } from '../../../demo/schema.ts';
import { parseCatalogue, type Catalogue } from '../../../src/core/maintenance/catalogue.ts';
import type { IndexState } from '../../../src/shared/model.ts';

export interface Kind {
  readonly journal: 'wal' | 'delete' | 'truncate' | 'memory-mapped';
  readonly encoding: 'UTF-8' | 'UTF-16le' | 'UTF-16be';
  readonly pageSize: 512 | 4096 | 65_536;
}

export const kinds: readonly Kind[] = (
  ['wal', 'delete', 'truncate', 'memory-mapped'] as const
).flatMap((journal) =>
  (['UTF-8', 'UTF-16le', 'UTF-16be'] as const).flatMap((encoding) =>
    ([512, 4096, 65_536] as const).map((pageSize) => ({ journal, encoding, pageSize })),
  ),
);

const ODD = 'odd "table" [x] `y` \'z\'';
const QUOTED = `"${ODD.replaceAll('"', '""')}"`;

/** An entry, the state that it must be found in, and whether it can be replaced by name. */
const cases: readonly (readonly [
  name: string,
  table: string,
  columns: readonly object[],
  state: IndexState,
])[] = [
  ['odd "missing"', ODD, [{ name: 'select' }, { name: 'a b', order: 'desc' }], 'missing'],
  ['drifted_by_expression', ODD, [{ name: 'select' }], 'drifted'],
  ['drifted_by_condition', ODD, [{ name: 'a b' }], 'drifted'],
  ['drifted_by_collation', 'folded', [{ name: 'text' }], 'drifted'],
  ['drifted_by_unique', 'folded', [{ name: 'n' }], 'drifted'],
  ['present_folded', 'folded', [{ name: 'text' }, { name: 'n' }], 'present'],
  ['same_as_theirs', 'folded', [{ name: 'n', order: 'desc' }], 'equivalent'],
  ['missing_without_rowid', 'keyed', [{ name: 'value' }], 'missing'],
  ['missing_computed', 'computed', [{ name: 'twice' }], 'missing'],
  ['no_view', 'seen', [{ name: 'text' }], 'not-applicable'],
  ['no_virtual', 'found', [{ name: 'body' }], 'not-applicable'],
  ['no_table', 'nowhere', [{ name: 'a' }], 'not-applicable'],
  ['no_column', 'folded', [{ name: 'absent' }], 'not-applicable'],
  ['keyed', 'folded', [{ name: 'n' }, { name: 'text' }], 'drifted'],
];

export const expectedStates: Readonly<Record<string, IndexState>> = Object.fromEntries(
  cases.map(([name, , , state]) => [name, state]),
);

export const oddCatalogue: Catalogue = parseCatalogue({
  version: 1,
  queries: [],
  entries: cases.map(([name, table, columns]) => ({
    database: 'architect',
    table,
    name,
    group: 'user',
    purpose: '',
    recommended: { columns },
    queries: [],
  })),
});

/** What a replacement may touch: an index of that table, and nothing else of that name. */
export const replaceable = cases
  .filter(([name, , , state]) => state === 'drifted' && name !== 'keyed')
  .map(([name]) => name);

/** Makes the file, and leaves a connection of the application on it. */
export function makeOdd(file: string, { journal, encoding, pageSize }: Kind): Database.Database {
  const db = new Database(file);
  db.pragma(`page_size = ${pageSize}`);
  db.pragma(`encoding = '${encoding}'`);
  db.pragma(`journal_mode = ${journal === 'memory-mapped' ? 'wal' : journal}`);
  if (journal === 'memory-mapped') db.pragma('mmap_size = 268435456');
  for (const sql of tables('architect')) db.exec(sql);
  db.exec(`
    CREATE TABLE ${QUOTED} ("select" TEXT, "a b" INTEGER, "c""d" TEXT);
    CREATE TABLE folded (text TEXT COLLATE NOCASE, n INTEGER);
    CREATE TABLE keyed (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE computed (n INTEGER, twice INTEGER GENERATED ALWAYS AS (n * 2) VIRTUAL);
    CREATE TABLE log (what TEXT);
    CREATE VIEW seen AS SELECT text FROM folded;
    CREATE VIRTUAL TABLE found USING fts5(body);
    CREATE TRIGGER on_folded AFTER INSERT ON folded BEGIN INSERT INTO log VALUES (NEW.text); END;
    WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 500)
      INSERT INTO folded SELECT 'Täxt ' || (i % 50), i FROM r;
    INSERT INTO ${QUOTED} SELECT text, n, NULL FROM folded;
    INSERT INTO keyed SELECT n, text FROM folded;
    INSERT INTO computed SELECT n FROM folded;
    CREATE INDEX drifted_by_expression ON ${QUOTED}(lower("select"));
    CREATE INDEX drifted_by_condition ON ${QUOTED}("a b") WHERE "a b" > 10;
    CREATE INDEX drifted_by_collation ON folded(text COLLATE BINARY);
    CREATE UNIQUE INDEX drifted_by_unique ON folded(n);
    CREATE INDEX present_folded ON folded(text, n);
    CREATE INDEX "theirs "" own" ON folded(n DESC);
    CREATE INDEX theirs_by_expression ON folded(n + 1, abs(n)) WHERE text IS NOT NULL;
  `);
  return db;
}
