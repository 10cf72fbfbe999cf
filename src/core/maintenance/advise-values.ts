import type Database from 'better-sqlite3';
import type { Scope, Term } from './advise-scopes.ts';
import type { WorkloadStatement } from './advise-statements.ts';
import { quoteName } from './quote.ts';
import { isSign, isWord, type Token } from './tokens.ts';

const PAGE = '50';

/**
 * The statement with a value from the middle of its column in each parameter's place, so that it can
 * be timed; null where it cannot be told what a parameter stands for.
 */
export function withValues(
  db: Database.Database,
  { sql, tokens }: WorkloadStatement,
  scopes: readonly Scope[],
): string | null {
  const terms = new Map(
    scopes.flatMap((scope) => scope.terms.map((term) => [term.value?.from, term] as const)),
  );
  let compared: Term | null = null;
  let text = '';
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    compared = terms.get(token.from) ?? (isInList(token, tokens[at + 1]) ? compared : null);
    if (token.kind !== 'parameter') continue;
    const value = valueFor(db, compared, tokens[at - 1]);
    if (value === null) return null;
    text += sql.slice(from, token.from) + value;
    from = token.to;
  }
  return text + sql.slice(from);
}

/** Still between the brackets of `IN (?, ?)`, or between the two of `BETWEEN ? AND ?`. */
const isInList = (token: Token, next: Token | undefined): boolean =>
  ['parameter', 'string', 'number'].includes(token.kind) ||
  isSign(token, '(') ||
  isSign(token, ',') ||
  (isWord(token, 'and') && next?.kind === 'parameter');

function valueFor(
  db: Database.Database,
  term: Term | null,
  before: Token | undefined,
): string | null {
  if (isWord(before, 'limit')) return PAGE;
  if (isWord(before, 'offset')) return '0';
  if (term === null) return null;
  const [table, column] = [quoteName(term.table), quoteName(term.column)];
  const value = db
    .prepare<[], string>(
      `SELECT quote(${column}) FROM ${table} WHERE ${column} IS NOT NULL
        LIMIT 1 OFFSET (SELECT COUNT(${column}) FROM ${table}) / 2`,
    )
    .pluck()
    .get();
  return value ?? 'NULL';
}
