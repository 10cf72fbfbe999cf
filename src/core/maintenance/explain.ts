import type Database from 'better-sqlite3';
import { isWord, tokenize } from './tokens.ts';

/** What SQLite means to do for one query. The wording differs between versions: match loosely. */
export interface QueryPlan {
  /** The steps as SQLite words them, indented by their depth. */
  readonly lines: readonly string[];
  /** Named indexes that it uses. */
  readonly indexes: readonly string[];
  /** It sorts rows, or collects them in a temporary b-tree, after finding them. */
  readonly sorts: boolean;
  /** It reads a whole table and no index helps it. */
  readonly scans: boolean;
}

interface Step {
  id: number;
  parent: number;
  detail: string;
}

const INDEX = /USING (?:PARTIAL )?(?:COVERING )?INDEX (.+?)(?: \(|$)/;

/** Only one SELECT is ever prepared for somebody else's query text. Throws SQLite's own errors. */
export function prepareSelect(db: Database.Database, sql: string): Database.Statement<[]> {
  const [first] = tokenize(sql);
  if (!isWord(first, 'select') && !isWord(first, 'with')) {
    throw new TypeError('Only a SELECT can be looked at here.');
  }
  const statement = db.prepare<[]>(sql);
  if (!statement.reader || !statement.readonly) {
    throw new TypeError('Only a SELECT that changes nothing can be looked at here.');
  }
  return statement;
}

/** The plan of a SELECT on this connection. Throws SQLite's error where it cannot be prepared. */
export function explain(db: Database.Database, sql: string): QueryPlan {
  prepareSelect(db, sql);
  return queryPlan(db, sql);
}

/**
 * The plan of any one statement. It is not run, and a second statement is refused. Parameters are
 * left without a value, as they are when a program prepares it.
 */
export function queryPlan(db: Database.Database, sql: string): QueryPlan {
  const steps = db.prepare<unknown[], Step>(`EXPLAIN QUERY PLAN ${sql}`).all(...noValues(sql));
  const depth = new Map<number, number>();
  for (const { id, parent } of steps) depth.set(id, (depth.get(parent) ?? -1) + 1);
  return {
    lines: steps.map(({ id, detail }) => '  '.repeat(depth.get(id) ?? 0) + detail),
    indexes: [
      ...new Set(steps.flatMap(({ detail }) => INDEX.exec(detail)?.[1] ?? []).filter(Boolean)),
    ],
    sorts: steps.some(({ detail }) => detail.includes('TEMP B-TREE')),
    scans: steps.some(({ detail }) => /^SCAN (?!.* USING )(?!CONSTANT)/.test(detail)),
  };
}

/** The driver wants a value for each parameter: without a name one by one, with a name by that. */
function noValues(sql: string): readonly unknown[] {
  const parameters = tokenize(sql)
    .filter(({ kind }) => kind === 'parameter')
    .map(({ text }) => text.slice(1));
  const names = parameters.filter((name) => name !== '');
  return [
    ...parameters.filter((name) => name === '').map(() => null),
    ...(names.length === 0 ? [] : [Object.fromEntries(names.map((name) => [name, null]))]),
  ];
}

/** A plan is good for an index only if it uses it and sorts nothing. */
export const isGoodWith = (plan: QueryPlan, index: string): boolean =>
  !plan.sorts && plan.indexes.some((name) => name.toLowerCase() === index.toLowerCase());
