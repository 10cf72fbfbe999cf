import Database from 'better-sqlite3';
import type { DatabaseName, IndexReport, IndexState, RedundantIndex } from '../../shared/model.ts';
import { builtIn, wantedSql, type Catalogue, type CatalogueEntry } from './catalogue.ts';
import { columnsOf, createIndexSql, type IndexDefinition } from './definition.ts';
import { explain, type QueryPlan } from './explain.ts';
import { indexesOf, isPrefixOf, sameDefinition, type FoundIndex } from './found-index.ts';

/** What an entry is judged to be, with the index that was found for it. */
interface Judgement {
  readonly state: IndexState;
  readonly reason: string;
  readonly found: FoundIndex | null;
}

interface NamedRow {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

/**
 * The state of every catalogue entry of one database, by definition and not by name. Reads the
 * schema only. Throws SQLite's error where the database cannot be read.
 */
export function inspectIndexes(
  db: Database.Database,
  database: DatabaseName,
  catalogue: Catalogue = builtIn,
): readonly IndexReport[] {
  return catalogue.entries
    .filter((entry) => entry.database === database)
    .map((entry) => {
      const { state, reason, found } = judge(db, entry);
      const plans = plansOf(db, entry, catalogue);
      return {
        database,
        table: entry.table,
        name: entry.name,
        state,
        reason,
        group: entry.group,
        definition: found?.sql ?? null,
        recommended: wantedSql(entry),
        purpose: entry.purpose,
        plan: plans[0]?.lines.join('\n') ?? null,
        isUnused: isThere(state) && found !== null && isUnused(found, plans),
        lostSince: null,
      };
    });
}

/** As `inspectIndexes`, on a connection of its own that sees the schema and statistics of now. */
export function inspectFile(
  file: string,
  database: DatabaseName,
  catalogue: Catalogue = builtIn,
): { readonly indexes: readonly IndexReport[]; readonly redundant: readonly RedundantIndex[] } {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 1000 });
  try {
    return {
      indexes: inspectIndexes(db, database, catalogue),
      redundant: redundantIndexes(db, database),
    };
  } finally {
    db.close();
  }
}

/** The owner's indexes that another index makes superfluous. Reported, never touched. */
export function redundantIndexes(
  db: Database.Database,
  database: DatabaseName,
): readonly RedundantIndex[] {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all();
  return tables.flatMap((table) => {
    const indexes = indexesOf(db, table);
    return indexes.flatMap((one, at) => {
      if (one.origin !== 'c' || one.unique || one.sql === null) return [];
      const better = indexes.find(
        (other, place) =>
          other !== one &&
          (isPrefixOf(one, other) ||
            // Of two that are the same, the later one is superfluous (the list has the newest first).
            (sameDefinition(one, other) && (other.unique || place > at))),
      );
      return better
        ? [{ database, table, name: one.name, definition: one.sql, coveredBy: better.name }]
        : [];
    });
  });
}

/**
 * Compares one entry with what the database has. With `asReference` the reference document's
 * definition is as good as the recommended one.
 */
export function judge(
  db: Database.Database,
  entry: CatalogueEntry,
  asReference = false,
): Judgement {
  const named = db
    .prepare<[string], NamedRow>(
      "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE lower(name) = lower(?) AND type <> 'trigger'",
    )
    .all(entry.name);
  const obstacle = notApplicable(db, entry);
  if (obstacle !== null) return { state: 'not-applicable', reason: obstacle, found: null };

  const taken = named.find(
    (row) => row.type !== 'index' || row.tbl_name.toLowerCase() !== entry.table.toLowerCase(),
  );
  if (taken !== undefined) {
    const what = taken.type === 'index' ? `an index on ${taken.tbl_name}` : `a ${taken.type}`;
    const found = { ...nothing(entry), name: taken.name, sql: taken.sql };
    return { state: 'drifted', reason: `The name belongs to ${what}.`, found };
  }
  try {
    return compare(indexesOf(db, entry.table), expectation(db, entry), entry, asReference);
  } catch (error) {
    // A collation or function of the owner's program: SQLite here could not build the index either.
    const reason = `SQLite cannot make it here: ${error instanceof Error ? error.message : String(error)}.`;
    return { state: 'not-applicable', reason, found: null };
  }
}

const nothing = ({ name, table }: CatalogueEntry): FoundIndex => ({
  name,
  table,
  sql: null,
  origin: 'c',
  unique: false,
  keys: [],
  where: null,
});

function notApplicable(db: Database.Database, entry: CatalogueEntry): string | null {
  const table = db
    .prepare<[string], { type: string; sql: string | null }>(
      "SELECT type, sql FROM sqlite_master WHERE lower(name) = lower(?) AND type IN ('table', 'view')",
    )
    .get(entry.table);
  if (table === undefined) return `There is no table ${entry.table}.`;
  if (table.type === 'view') return `${entry.table} is a view; views cannot be indexed.`;
  if (/^\s*CREATE\s+VIRTUAL/i.test(table.sql ?? '')) {
    return `${entry.table} is a virtual table; it cannot be indexed.`;
  }
  const columns = new Set(
    db
      .prepare<[string], string>('SELECT lower(name) FROM pragma_table_xinfo(?)')
      .pluck()
      .all(entry.table),
  );
  const absent = columnsOf(entry.recommended).filter((name) => !columns.has(name.toLowerCase()));
  if (absent.length === 0) return null;
  return `${entry.table} has no column ${absent.join(', ')}.`;
}

interface Expectation {
  readonly recommended: FoundIndex;
  readonly reference: FoundIndex | null;
}

/**
 * What SQLite would make of the entry's definitions on this very table: built on an empty copy of
 * it in memory, so that the columns' own collations count.
 */
function expectation(db: Database.Database, entry: CatalogueEntry): Expectation {
  const build = (definition: IndexDefinition): FoundIndex => {
    const memory = new Database(':memory:');
    try {
      const sql = db
        .prepare<[string], string>(
          "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)",
        )
        .pluck()
        .get(entry.table);
      memory.prepare(sql ?? '').run();
      memory.prepare(createIndexSql(entry.table, entry.name, definition)).run();
      const made = indexesOf(memory, entry.table).find(({ name }) => name === entry.name);
      if (made === undefined) throw new TypeError(`${entry.name} was not made`);
      return made;
    } finally {
      memory.close();
    }
  };
  return {
    recommended: build(entry.recommended),
    reference: entry.reference ? build(entry.reference) : null,
  };
}

function compare(
  existing: readonly FoundIndex[],
  { recommended, reference }: Expectation,
  entry: CatalogueEntry,
  asReference: boolean,
): Judgement {
  const same = existing.find(({ name }) => name.toLowerCase() === entry.name.toLowerCase());
  if (same !== undefined) {
    if (!same.unique && sameDefinition(same, recommended)) {
      return { state: 'present', reason: 'It is there as recommended.', found: same };
    }
    if (!same.unique && reference !== null && sameDefinition(same, reference)) {
      if (asReference) {
        return { state: 'present', reason: 'It is there as the reference has it.', found: same };
      }
      const reason = `It is there as the reference document has it; another order of its columns is faster. ${entry.measured ?? ''}`;
      return { state: 'improvable', reason: reason.trim(), found: same };
    }
    const reason = 'An index of this name is there, but with another definition.';
    return { state: 'drifted', reason, found: same };
  }
  const twin = existing.find((one) => sameDefinition(one, recommended));
  if (twin !== undefined) {
    const reason = `${twin.name} has the same definition.`;
    return { state: 'equivalent', reason, found: twin };
  }
  const slower = existing.find((one) => reference !== null && sameDefinition(one, reference));
  if (slower !== undefined && asReference) {
    return {
      state: 'equivalent',
      reason: `${slower.name} has the same definition.`,
      found: slower,
    };
  }
  const reason = slower
    ? `Nothing of this definition is there; ${slower.name} is as the reference document has it, which is slower.`
    : 'Nothing of this definition is there.';
  return { state: 'missing', reason, found: null };
}

const isThere = (state: IndexState): boolean => state === 'present' || state === 'equivalent';

/** Where no query can be explained, nothing is known. */
const isUnused = ({ name }: FoundIndex, plans: readonly QueryPlan[]): boolean =>
  plans.length > 0 && plans.every(({ indexes }) => !indexes.includes(name));

/** How the queries run that an entry is for; those that cannot be explained are left out. */
function plansOf(
  db: Database.Database,
  entry: CatalogueEntry,
  { queries }: Catalogue,
): readonly QueryPlan[] {
  return entry.queries.flatMap((id) => {
    const query = queries.find((one) => one.id === id);
    if (query === undefined) return [];
    try {
      return [explain(db, query.sql)];
    } catch {
      // A missing table or column: `state` says so already.
      return [];
    }
  });
}
