import type { CopyResult } from '../../shared/maintenance.ts';
import { Reporter, type JobOptions, type MaintenanceContext } from './context.ts';
import { MaintenanceError } from './maintenance-error.ts';

/** Builds one index of the catalogue on a copy and measures its queries there. */
export async function tryEntryOnCopy(
  context: MaintenanceContext,
  name: string,
  options: JobOptions,
): Promise<CopyResult> {
  const { catalogue } = context;
  const entry = catalogue.entries.find((one) => one.name === name);
  if (entry === undefined) {
    throw new MaintenanceError('bad-request', `The catalogue has no index ${name}.`);
  }
  const file = context.fileOf(entry.database);
  const [plan] = await context.run(
    'plan',
    { file, catalogue, entries: [entry], asReference: false, replace: [name], quick: true },
    options,
  );
  if (plan === undefined || plan.action === 'none') {
    throw new MaintenanceError('bad-request', `There is nothing to try: ${plan?.reason ?? ''}`);
  }
  const base = { job: 'copy', database: entry.database, name, step: 1, steps: 1 };
  const estimateMs = plan.estimate?.buildMs ?? null;
  const reporter = new Reporter({ ...base, estimateMs }, options, context.clock);
  const queries = catalogue.queries.filter(({ id }) => entry.queries.includes(id));
  const change = {
    file,
    identity: plan.identity,
    table: entry.table,
    drop: plan.removes === null ? [] : [plan.removes],
    create: [{ name, sql: plan.statements.at(-1) ?? '' }],
    fingerprint: null,
    bytes: plan.estimate?.bytes ?? 0,
    patienceMs: context.patienceMs,
  };
  try {
    const trial = await context.withCopies((folder) =>
      context.run(
        'tryOnCopy',
        { change, queries, folder },
        { signal: options.signal, onPhase: (phase) => reporter.enter(phase) },
      ),
    );
    return { database: entry.database, name, ...trial };
  } finally {
    reporter.stop();
  }
}
