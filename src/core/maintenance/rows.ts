import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { isWord, tokenize, type Token } from './tokens.ts';

const AFTER_TABLE = ['where', 'order', 'group', 'limit', 'union'];

/** Stands for the rows of a SELECT: in their order if it has one, else as a set. */
export function digestOf(db: Database.Database, sql: string): { digest: string; rows: number } {
  const ordered = hasOrder(tokenize(sql));
  const chain = createHash('sha256');
  let sum = 0n;
  let rows = 0;
  for (const row of db.prepare<[], unknown[]>(sql).raw().iterate()) {
    const text = JSON.stringify(row, asText);
    rows += 1;
    if (ordered) chain.update(text).update('\n');
    else sum = BigInt.asUintN(64, sum + hash64(text));
  }
  return { digest: `${rows}:${ordered ? chain.digest('hex') : sum.toString(16)}`, rows };
}

const asText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? `${value}n` : value;

const hash64 = (text: string): bigint =>
  createHash('sha256').update(text).digest().readBigUInt64LE();

function hasOrder(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (token.kind === 'sign' && token.text === '(') depth += 1;
    if (token.kind === 'sign' && token.text === ')') depth -= 1;
    return depth === 0 && isWord(token, 'order');
  });
}

/**
 * The same SELECT with indexes of one table forbidden; null where the text is not simple enough
 * to be sure of that.
 */
function withoutIndexes(sql: string, table: string): string | null {
  const tokens = tokenize(sql);
  let result = '';
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.text.toLowerCase() !== table.toLowerCase() || !isWord(tokens[at - 1], 'from'))
      continue;
    const next = tokens[at + 1];
    const ends =
      next === undefined ||
      (next.kind === 'sign' && next.text === ')') ||
      AFTER_TABLE.some((word) => isWord(next, word));
    if (!ends) return null;
    result += `${sql.slice(from, token.to)} NOT INDEXED`;
    from = token.to;
  }
  return from === 0 ? null : result + sql.slice(from);
}

/**
 * Whether a SELECT gives the same rows with the table's indexes and without, at one moment of the
 * database; null where that cannot be said.
 */
export function sameRows(db: Database.Database, sql: string, table: string): boolean | null {
  const bare = withoutIndexes(sql, table);
  if (bare === null) return null;
  const compare = db.transaction(() => digestOf(db, sql).digest === digestOf(db, bare).digest);
  // `now` in a query may pass into the next second between the two.
  return compare() || compare();
}
