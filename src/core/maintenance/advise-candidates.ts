import type { TableShape } from './advise-schema.ts';
import type { Scope, SortKey, Term } from './advise-scopes.ts';
import type { IndexColumn } from './definition.ts';

/** An index that may help; whether it does is for SQLite's planner to say. */
export interface Candidate {
  readonly table: string;
  readonly columns: readonly IndexColumn[];
}

/** Wider indexes cost more to write than they bring, as a rule. */
const MOST_COLUMNS = 5;
const MOST_PERMUTED = 3;

export const keyOf = ({ table, columns }: Candidate): string =>
  JSON.stringify([
    table,
    columns.map(({ name, order, collate }) => [name, order ?? 'asc', collate]),
  ]);

/** Every index that could help one statement, without repetitions, small ones first. */
export function candidatesOf(
  scopes: readonly Scope[],
  tables: ReadonlyMap<string, TableShape>,
): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const scope of scopes) {
    const names = new Set(
      [...scope.terms, ...scope.order, ...scope.group].map(({ table }) => table),
    );
    for (const table of names) {
      const rowid = tables.get(table.toLowerCase())?.rowid ?? null;
      for (const columns of columnLists(scope, table)) {
        const usable = withoutRowid(columns, rowid);
        if (usable.length === 0 || usable.length > MOST_COLUMNS) continue;
        const candidate = { table, columns: usable };
        found.set(keyOf(candidate), candidate);
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.columns.length - b.columns.length);
}

function* columnLists(scope: Scope, table: string): Iterable<readonly IndexColumn[]> {
  const order = sortColumns(scope.order, table);
  const group = sortColumns(scope.group, table);
  const read = [...(scope.read.get(table) ?? [])].map((name) => ({ name }));
  const sorted = [order, group].filter((keys) => keys.length > 0);
  for (const terms of conjunctions(scope, table)) {
    const equal = named(terms, ['equal']);
    const listed = named(terms, ['in']);
    const ranged = named(terms, ['range']);
    const tails: (readonly IndexColumn[])[] = [
      [],
      ...ranged.map((one) => [one]),
      ...sorted,
      // A list of values ends the order of an index, unless it comes after it.
      ...(listed.length > 0 ? sorted.map((keys) => [...keys, ...listed]) : []),
      ...sorted.flatMap((keys) => ranged.map((one) => [...keys, one])),
    ];
    for (const fixed of [equal, [...equal, ...listed]]) {
      for (const head of permutations(fixed)) for (const tail of tails) yield join(head, tail);
      // All that is read: the table itself need not be touched.
      if (!scope.wholeRows) for (const tail of tails) yield join(fixed, tail, read);
    }
    for (const one of [...equal, ...listed]) yield [one];
  }
}

/** The terms that hold together: all of them, or those of one side of an OR with what is around it. */
function conjunctions(scope: Scope, table: string): readonly (readonly Term[])[] {
  const own = scope.terms.filter((term) => term.table === table);
  const sides = new Map<string, { group: number; branch: number }>();
  for (const { path } of own) {
    for (const { group, branch } of path) {
      if (scope.split.has(group)) sides.set(`${group} ${branch}`, { group, branch });
    }
  }
  if (sides.size === 0) return [own];
  const always = own.filter(({ path }) => !path.some(({ group }) => scope.split.has(group)));
  const each = [...sides.values()].map((side) =>
    own.filter(
      ({ path }) =>
        !path.some(({ group }) => scope.split.has(group)) ||
        path.some(({ group, branch }) => group === side.group && branch === side.branch),
    ),
  );
  return [always, ...each];
}

const named = (
  terms: readonly Term[],
  kinds: readonly Term['comparison'][],
): readonly IndexColumn[] =>
  [
    ...new Set(
      terms.filter(({ comparison }) => kinds.includes(comparison)).map(({ column }) => column),
    ),
  ].map((name) => ({ name }));

/** The columns that rows are sorted by, as long as they are of one table. */
function sortColumns(keys: readonly SortKey[], table: string): readonly IndexColumn[] {
  const end = keys.findIndex((key) => key.table !== table);
  const own = end === -1 ? keys : keys.slice(0, end);
  // An index is read backwards as well as forwards: all descending is all ascending.
  const turned = own.every(({ desc }) => desc);
  return own.map(({ column, desc, collate }) => ({
    name: column,
    order: desc && !turned ? 'desc' : undefined,
    collate: collate ?? undefined,
  }));
}

function permutations(columns: readonly IndexColumn[]): readonly (readonly IndexColumn[])[] {
  if (columns.length > MOST_PERMUTED) return [columns];
  if (columns.length < 2) return [columns];
  return columns.flatMap((first, at) =>
    permutations(columns.toSpliced(at, 1)).map((rest) => [first, ...rest]),
  );
}

/** One after the other, each column once. */
function join(...lists: readonly (readonly IndexColumn[])[]): readonly IndexColumn[] {
  const seen = new Set<string>();
  return lists.flat().filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** An index ends in the rowid by itself, and what follows a rowid decides nothing. */
function withoutRowid(
  columns: readonly IndexColumn[],
  rowid: string | null,
): readonly IndexColumn[] {
  const at = columns.findIndex(({ name }) => name.toLowerCase() === rowid);
  if (at === -1) return columns;
  return at === columns.length - 1 ? columns.slice(0, -1) : columns.toSpliced(at, 1);
}
