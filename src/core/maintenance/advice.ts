import { randomUUID } from 'node:crypto';
import type { Advice, AdvisedQuery } from '../../shared/maintenance.ts';
import type { FileAdvice } from './advise-file.ts';
import { statementsOf } from './advise-statements.ts';
import { Reporter, type JobOptions, type MaintenanceContext } from './context.ts';
import { MaintenanceError } from './maintenance-error.ts';
import { unplanned } from './unplanned.ts';

/**
 * Which indexes would serve a workload: `sql`, or the catalogue's own queries. Statements of both
 * databases may be mixed; each goes to the one that knows it.
 */
export async function adviseOn(
  context: MaintenanceContext,
  { sql, onCopy }: { readonly sql: string | null; readonly onCopy: boolean },
  options: JobOptions,
): Promise<Advice> {
  const { statements, refused } = sql === null ? ownQueries(context) : statementsOf(sql);
  if (statements.length + refused.length === 0) {
    throw new MaintenanceError('bad-request', 'There is no statement to look at.');
  }
  const advise = (folder: string | null) =>
    context.each((database, file) =>
      adviseOne(context, { database, file, folder, statements }, options),
    );
  const { values, problems } = await (onCopy ? context.withCopies(advise) : advise(null));
  return {
    measured: onCopy,
    indexes: values.flatMap(({ indexes }) => indexes),
    queries: [
      ...statements.flatMap(({ id }) => bestOf(id, values)),
      ...refused.map((text) => refusal(text)),
    ],
    problems,
  };
}

const ownQueries = ({ catalogue, target }: MaintenanceContext) => ({
  statements: catalogue.queries.filter(({ database }) => target[database] !== null),
  refused: [],
});

async function adviseOne(
  context: MaintenanceContext,
  {
    database,
    file,
    folder,
    statements,
  }: {
    database: 'assigner' | 'architect';
    file: string;
    folder: string | null;
    statements: readonly { readonly id: string; readonly sql: string }[];
  },
  options: JobOptions,
): Promise<FileAdvice> {
  const base = { job: 'advise', database, name: 'advise', estimateMs: null, step: 1, steps: 1 };
  const reporter = new Reporter(base, options, context.clock);
  reporter.enter('measuring');
  try {
    const texts = statements.map(({ id, sql }) => ({ id, sql }));
    const { catalogue } = context;
    return await context.run(
      'advise',
      { file, database, statements: texts, catalogue, folder },
      options,
    );
  } finally {
    reporter.stop();
  }
}

/** What the database says that knows the statement; else why one of them does not. */
function bestOf(id: string, values: readonly FileAdvice[]): readonly AdvisedQuery[] {
  const all = values.flatMap(({ queries }) => queries.filter((one) => one.id === id));
  const best = all.find(({ problem }) => problem === null) ?? all[0];
  return best === undefined ? [] : [best];
}

const refusal = (sql: string): AdvisedQuery =>
  unplanned(
    { id: randomUUID(), database: null, sql },
    'Only SELECT, UPDATE and DELETE are looked at.',
  );
