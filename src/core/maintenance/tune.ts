import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { realpathSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import type { QueryChange, StatisticsResult } from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import { Reporter, type JobOptions, type MaintenanceContext } from './context.ts';
import { journaledStep } from './journaled-step.ts';
import { MaintenanceError } from './maintenance-error.ts';
import { savedStatistics, type SavedStatistics } from './saved-statistics.ts';

/** A query counts as slower only beyond this: two runs of the same plan differ by less. */
const SLOWER_TIMES = 1.5;
const SLOWER_MS = 1;

/**
 * Gathers the planner's statistics anew. What they were is saved first; the catalogue's queries are
 * measured before and after, and those that got slower are named so that it can be taken back.
 */
export async function gatherStatistics(
  context: MaintenanceContext,
  database: DatabaseName,
  action: 'analyze' | 'optimize',
  options: JobOptions,
): Promise<StatisticsResult> {
  const file = context.fileOf(database);
  const id = randomUUID();
  const reporter = reporterOf(context, database, action, options);
  try {
    reporter.enter('measuring');
    const queries = context.catalogue.queries.filter((query) => query.database === database);
    const before = await context.run('measure', { file, queries }, options);
    const saved = await context.run('saveStatistics', { file }, options);
    await writeFileAtomic(context.statisticsFile(id), JSON.stringify(saved), { mode: 0o600 });
    reporter.enter('building');
    const { statements, tookMs } = await journaledStep(
      context,
      { id, database, action, name: action, undoes: null },
      () =>
        context.run(
          'statistics',
          { file, lock: lockOf(context, file), action, saved: null },
          options,
        ),
    );
    reporter.enter('measuring');
    const known = before.filter(({ problem }) => problem === null);
    const changes =
      statements.length === 0
        ? []
        : await context.run('measureAfter', { file, before: known, index: null, table: null });
    context.journal.measured(id, changes);
    return {
      database,
      action,
      statements,
      tookMs,
      changes,
      slower: changes.filter(isSlower).map(({ before: { id: query } }) => query),
      journalId: id,
    };
  } finally {
    reporter.stop();
  }
}

const isSlower = ({ before, after }: QueryChange): boolean =>
  before.medianMs !== null &&
  after.medianMs !== null &&
  after.medianMs > before.medianMs * SLOWER_TIMES &&
  after.medianMs - before.medianMs > SLOWER_MS;

/** Puts the statistics back as they were before that journal line. */
export async function putStatisticsBack(
  context: MaintenanceContext,
  journalId: string,
  options: JobOptions,
): Promise<StatisticsResult> {
  const entry = context.journal.entries().find(({ intent }) => intent.id === journalId);
  if (entry === undefined || !['analyze', 'optimize'].includes(entry.intent.action)) {
    throw new MaintenanceError('bad-request', 'The journal has no such line.');
  }
  const { database, file } = entry.intent;
  if (file !== context.target[database]) {
    throw new MaintenanceError('not-ours', `That was done to another file: ${file}.`);
  }
  const saved = readSaved(context.statisticsFile(journalId));
  const id = randomUUID();
  const reporter = reporterOf(context, database, 'restore', options);
  try {
    reporter.enter('building');
    const { statements, tookMs } = await journaledStep(
      context,
      { id, database, action: 'restore', name: 'restore', undoes: journalId },
      () =>
        context.run(
          'statistics',
          { file, lock: lockOf(context, file), action: 'restore', saved },
          options,
        ),
    );
    return {
      database,
      action: 'restore',
      statements,
      tookMs,
      changes: [],
      slower: [],
      journalId: id,
    };
  } finally {
    reporter.stop();
  }
}

const lockOf = (context: MaintenanceContext, file: string): string =>
  context.lockOf(realpathSync(file));

function reporterOf(
  context: MaintenanceContext,
  database: DatabaseName,
  action: StatisticsResult['action'],
  options: JobOptions,
): Reporter {
  const base = { job: action, database, name: action, estimateMs: null, step: 1, steps: 1 };
  return new Reporter(base, options, context.clock);
}

function readSaved(file: string): SavedStatistics {
  try {
    return savedStatistics.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new MaintenanceError('failed', 'The saved statistics cannot be read.', error);
  }
}
