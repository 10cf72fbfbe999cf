import type { AdvisedIndex, AdvisedQuery } from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import { chooseIndexes, planStatement, type NamedCandidate, type Planned } from './advise.ts';
import { measureChosen, type CopyFigures } from './advise-copy.ts';
import { statementOf } from './advise-statements.ts';
import { unplanned } from './unplanned.ts';
import { namesOf, type Catalogue } from './catalogue.ts';
import { cloneSchema } from './clone.ts';
import { queryPlan, type QueryPlan } from './explain.ts';
import { openToMeasure } from './measure.ts';
import { quoteName } from './quote.ts';

export interface AdviseOptions {
  readonly file: string;
  readonly database: DatabaseName;
  readonly statements: readonly { readonly id: string; readonly sql: string }[];
  readonly catalogue: Catalogue;
  /** Where a copy may be made; null to go by plans alone. */
  readonly folder: string | null;
}

export interface FileAdvice {
  readonly indexes: readonly AdvisedIndex[];
  readonly queries: readonly AdvisedQuery[];
}

/** Advice for the statements that one database knows. The original is only read. */
export async function adviseFile(options: AdviseOptions): Promise<FileAdvice> {
  const { file, database, catalogue, folder } = options;
  const db = openToMeasure(file);
  const clone = cloneSchema(db).db;
  db.close();
  try {
    const { planned, unknown } = planAll(clone, options);
    const chosen = chooseIndexes(clone, planned, namesOf(catalogue, database));
    const figures =
      folder === null || chosen.length === 0
        ? null
        : await measureChosen({ file, database, folder }, planned, chosen);
    const kept = figures?.kept ?? chosen;
    for (const { name } of chosen) {
      if (!kept.some((one) => one.name === name)) clone.exec(`DROP INDEX ${quoteName(name)}`);
    }
    const after = new Map(planned.map((one) => [one, queryPlan(clone, one.statement.sql)]));
    const known = planned.map((one) => asQuery(database, one, after.get(one), figures));
    return {
      queries: [...known, ...unknown],
      indexes: kept.map((one) => asIndex(database, one, known, figures)),
    };
  } finally {
    clone.close();
  }
}

function planAll(
  clone: Parameters<typeof planStatement>[0],
  { statements, database }: AdviseOptions,
): { planned: readonly Planned[]; unknown: readonly AdvisedQuery[] } {
  const planned: Planned[] = [];
  const unknown: AdvisedQuery[] = [];
  for (const { id, sql } of statements) {
    try {
      planned.push(planStatement(clone, statementOf(id, sql)));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      unknown.push(unplanned({ id, database, sql }, problem));
    }
  }
  return { planned, unknown };
}

function asQuery(
  database: DatabaseName,
  { statement: { id, sql }, before }: Planned,
  after: QueryPlan | undefined,
  figures: CopyFigures | null,
): AdvisedQuery {
  const { beforeMs = null, afterMs = null } = figures?.statements.get(id) ?? {};
  return {
    id,
    database,
    sql,
    before: before.lines,
    after: after?.lines ?? [],
    uses: after?.indexes ?? [],
    sorts: after?.sorts ?? false,
    beforeMs,
    afterMs,
    gain: beforeMs === null || !afterMs ? null : beforeMs / afterMs,
    problem: null,
  };
}

function asIndex(
  database: DatabaseName,
  { table, name, sql }: NamedCandidate,
  queries: readonly AdvisedQuery[],
  figures: CopyFigures | null,
): AdvisedIndex {
  const { buildMs = null, bytes = null, insertUs = null } = figures?.indexes.get(name) ?? {};
  const serves = queries.filter(({ uses }) => uses.includes(name)).map(({ id }) => id);
  return { database, table, name, sql, serves, buildMs, bytes, insertUs };
}
