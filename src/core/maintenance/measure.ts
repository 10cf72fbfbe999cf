import Database from 'better-sqlite3';
import type { QueryChange, QueryMeasure } from '../../shared/maintenance.ts';
import type { CatalogueQuery } from './catalogue.ts';
import { explain, prepareSelect } from './explain.ts';
import { digestOf, sameRows } from './rows.ts';

const RUNS = 5;
/** A query this slow is run once: nobody should wait half a minute for a median. */
const SLOW_MS = 5000;

/** A connection that sees the schema and the statistics of now, and cannot write. */
export function openToMeasure(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
  db.pragma('query_only = 1');
  return db;
}

/** Plan and time of each query, each on a fresh connection: one warm-up, then five timed runs. */
export function measure(file: string, queries: readonly CatalogueQuery[]): readonly QueryMeasure[] {
  return queries.map((query) => {
    const db = openToMeasure(file);
    try {
      return measureOn(db, query);
    } finally {
      db.close();
    }
  });
}

/** As `measure`, on a connection that is there. Never throws: a failure is in `problem`. */
function measureOn(db: Database.Database, query: CatalogueQuery): QueryMeasure {
  const { id, database, title, sql } = query;
  const base = {
    id,
    database,
    title,
    sql,
    figure: query.figure ?? null,
    budgetMs: query.budgetMs ?? null,
  };
  try {
    const { lines, indexes, sorts } = explain(db, sql);
    const times = timesOf(prepareSelect(db, sql));
    return {
      ...base,
      plan: lines,
      indexes,
      sorts,
      medianMs: median(times),
      maxMs: Math.max(...times),
      runs: times.length,
      ...digestOf(db, sql),
      problem: null,
    };
  } catch (error) {
    return {
      ...base,
      plan: [],
      indexes: [],
      sorts: false,
      medianMs: null,
      maxMs: null,
      runs: 0,
      rows: null,
      digest: null,
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

function timesOf(statement: Database.Statement<[]>): readonly number[] {
  const warmUp = timeOf(statement);
  if (warmUp > SLOW_MS) return [warmUp];
  return Array.from({ length: RUNS }, () => timeOf(statement));
}

function timeOf(statement: Database.Statement<[]>): number {
  const started = performance.now();
  // Reading the rows is part of the time; keeping them is not.
  const rows = statement.raw(true).iterate();
  while (rows.next().done !== true);
  return performance.now() - started;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Measures again after a change. `index` is what the plans should use now (null for statistics);
 * `table` is where rows are compared with and without its indexes.
 */
export function measureAfter(
  file: string,
  before: readonly QueryMeasure[],
  { index, table }: { readonly index: string | null; readonly table: string | null },
): readonly QueryChange[] {
  const db = openToMeasure(file);
  try {
    return before.map((earlier) => {
      const { id, database, title, sql, figure, budgetMs } = earlier;
      const after = measureOn(db, {
        id,
        database,
        title,
        sql,
        ...(figure === null ? {} : { figure }),
        ...(budgetMs === null ? {} : { budgetMs }),
      });
      const { medianMs } = after;
      return {
        before: earlier,
        after,
        gain: earlier.medianMs === null || !medianMs ? null : earlier.medianMs / medianMs,
        sameRows: after.problem === null && table !== null ? sameRows(db, sql, table) : null,
        good: !after.sorts && (index === null || after.indexes.includes(index)),
      };
    });
  } finally {
    db.close();
  }
}
