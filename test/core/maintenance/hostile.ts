import Database from 'better-sqlite3';
import fc from 'fast-check';
import {
  CatalogueError,
  parseCatalogue,
  wantedSql,
  type CatalogueEntry,
} from '../../../src/core/maintenance/catalogue.ts';

/** Pieces that break out of SQL wherever somebody forgot to quote. */
const piece = fc.constantFrom(
  '"',
  "'",
  '`',
  ']',
  ';',
  '--',
  '/*',
  '*/',
  ')',
  '(',
  '\0',
  '\n',
  '\u202e',
  ' DROP TABLE prompts',
  '; ATTACH "x" AS y',
  ' WHERE 1',
  'select',
  'sqlite_master',
  'a',
  'é',
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const entry = fc.record({
  database: fc.constant('assigner' as const),
  table: hostile,
  name: hostile,
  group: fc.constant('user' as const),
  purpose: fc.constant(''),
  recommended: fc.record({
    columns: fc.uniqueArray(fc.record({ name: hostile }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ name }) => name.toLowerCase(),
    }),
    where: fc.array(
      fc.record({
        column: hostile,
        op: fc.constantFrom('=', '<>'),
        value: fc.oneof(hostile, fc.integer()),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  queries: fc.constant([]),
});

export function parsed(one: unknown): CatalogueEntry | null {
  try {
    return parseCatalogue({ version: 1, queries: [], entries: [one] }).entries[0] ?? null;
  } catch (error) {
    if (error instanceof CatalogueError) return null;
    throw error;
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Makes `runs` hostile definitions: each must be refused, or be one CREATE INDEX of exactly its
 * name on exactly its table. Throws with the definition that is neither.
 */
export function refusedOrQuoted(runs: number, seed: number): { made: number; refused: number } {
  const count = { made: 0, refused: 0 };
  fc.assert(
    fc.property(entry, (definition) => {
      const one = parsed(definition);
      if (one !== null && isPossible(one)) {
        requireOneIndex(one);
        count.made += 1;
      } else {
        count.refused += 1;
      }
    }),
    { numRuns: runs, seed },
  );
  return count;
}

/** A table may have a name that SQLite keeps for itself; then there is nothing to index. */
const isPossible = ({ table, name }: CatalogueEntry): boolean =>
  !/^(sqlite_|prompts$)/i.test(table) && name.toLowerCase() !== table.toLowerCase();

function requireOneIndex(one: CatalogueEntry): void {
  const db = new Database(':memory:');
  try {
    const { columns, where = [] } = one.recommended;
    const names = [...columns.map(({ name }) => name), ...where.map(({ column }) => column)];
    const own = new Map(names.map((name) => [name.toLowerCase(), name]));
    db.exec('CREATE TABLE prompts (a)');
    db.exec(`CREATE TABLE ${quoted(one.table)} (${[...own.values()].map(quoted).join(', ')})`);
    // `prepare` refuses a second statement; what it makes must be that index and no more.
    db.prepare(wantedSql(one)).run();
    const found = db
      .prepare("SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT IN ('prompts', ?)")
      .raw()
      .all(one.table);
    const wanted = [['index', one.name, one.table]];
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      throw new Error(`${wantedSql(one)} made ${JSON.stringify(found)}`);
    }
  } finally {
    db.close();
  }
}
