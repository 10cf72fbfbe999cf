import type Database from 'better-sqlite3';
import { isSign, isWord, normalise, tokenize, type Token } from './tokens.ts';

/** One key of an index as SQLite has it. */
export interface FoundKey {
  /** Column name in lower case, or the normalised text of an expression. */
  readonly what: string;
  readonly desc: boolean;
  readonly collation: string;
}

/** An index as it is in a database, read from pragma_index_list, pragma_index_xinfo and its SQL. */
export interface FoundIndex {
  readonly name: string;
  readonly table: string;
  /** As in sqlite_master; null for the automatic indexes of UNIQUE and PRIMARY KEY. */
  readonly sql: string | null;
  /** c: CREATE INDEX; u: UNIQUE constraint; pk: PRIMARY KEY. */
  readonly origin: string;
  readonly unique: boolean;
  readonly keys: readonly FoundKey[];
  /** Condition of a partial index, normalised; null for a whole one. */
  readonly where: string | null;
}

interface ListRow {
  name: string;
  unique: number;
  origin: string;
}

interface KeyRow {
  cid: number;
  name: string | null;
  desc: number;
  coll: string;
}

/** Every index of a table, automatic ones included. */
export function indexesOf(db: Database.Database, table: string): readonly FoundIndex[] {
  const list = db
    .prepare<[string], ListRow>('SELECT name, "unique", origin FROM pragma_index_list(?)')
    .all(table);
  const keys = db.prepare<[string], KeyRow>(
    'SELECT cid, name, "desc", coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno',
  );
  const source = db.prepare<[string], { sql: string | null }>(
    "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?",
  );
  return list.map(({ name, unique, origin }) => {
    const sql = source.get(name)?.sql ?? null;
    const parts = sql === null ? { keys: [], where: null } : partsOf(sql);
    return {
      name,
      table,
      sql,
      origin,
      unique: unique === 1,
      where: parts.where,
      keys: keys.all(name).map((row, at) => ({
        what: row.name?.toLowerCase() ?? (row.cid === -1 ? 'rowid' : (parts.keys[at] ?? '?')),
        desc: row.desc === 1,
        collation: row.coll.toUpperCase(),
      })),
    };
  });
}

/** The key texts and the condition of a CREATE INDEX statement, normalised. */
function partsOf(sql: string): { keys: readonly string[]; where: string | null } {
  const tokens = tokenize(sql);
  const open = tokens.findIndex((token) => isSign(token, '('));
  const keys: Token[][] = [[]];
  let depth = 0;
  let at = open;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (isSign(token, '(')) depth += 1;
    if (isSign(token, ')')) depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && isSign(token, ',')) keys.push([]);
    else if (!(depth === 1 && isSign(token, '('))) keys.at(-1)?.push(token);
  }
  const rest = tokens.slice(at + 1);
  return {
    keys: keys.map((key) => normalise(withoutOrder(key))),
    where: isWord(rest[0], 'where') ? normalise(rest.slice(1)) : null,
  };
}

/** Order and collation are compared by what SQLite reports, not by their text. */
function withoutOrder(key: readonly Token[]): readonly Token[] {
  const last = key.at(-1);
  const ordered = isWord(last, 'asc') || isWord(last, 'desc') ? key.slice(0, -1) : key;
  return isWord(ordered.at(-2), 'collate') ? ordered.slice(0, -2) : ordered;
}

const sameKey = (a: FoundKey | undefined, b: FoundKey | undefined): boolean =>
  a?.what === b?.what && a?.desc === b?.desc && a?.collation === b?.collation;

/** Same keys in the same order, directions, collations and condition; names and UNIQUE aside. */
export const sameDefinition = (a: FoundIndex, b: FoundIndex): boolean =>
  a.where === b.where &&
  a.keys.length === b.keys.length &&
  a.keys.every((key, at) => sameKey(key, b.keys[at]));

/** `a` begins as `b` does and ends sooner: whatever `a` answers, `b` answers too. */
export const isPrefixOf = (a: FoundIndex, b: FoundIndex): boolean =>
  a.where === b.where &&
  a.keys.length < b.keys.length &&
  a.keys.every((key, at) => sameKey(key, b.keys[at]));
