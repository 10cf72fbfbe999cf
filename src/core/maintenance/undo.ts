import type { IndexResult, JournalLine } from '../../shared/maintenance.ts';
import { Reporter, type JobOptions, type MaintenanceContext } from './context.ts';
import { identityOf } from './identity.ts';
import { asLine, type JournalEntry } from './journal.ts';
import { runJournaled } from './journaled-change.ts';
import { asMaintenanceError } from './maintenance-error.ts';
import { quoteName } from './quote.ts';

/** What can be taken back in the files that are looked after, newest first. */
export function undoable(
  context: MaintenanceContext,
  only: readonly string[] | null = null,
): readonly JournalEntry[] {
  const files = new Set(context.files().map(({ file }) => file));
  return context.journal
    .entries()
    .filter((entry) => {
      const { action, file, id, name } = entry.intent;
      const indexes = action === 'create' || action === 'replace';
      const wanted = only === null || only.includes(id) || only.includes(name);
      return indexes && wanted && files.has(file) && asLine(entry).canUndo;
    })
    .toReversed();
}

/** What a rollback of one line would run, in order. */
export const undoStatements = ({ intent }: JournalEntry): readonly string[] => [
  ...intent.create.map(({ name }) => `DROP INDEX ${quoteName(name)}`),
  ...intent.drop.map(({ sql }) => sql),
];

/**
 * Takes back what the journal says Lookout did, newest first: drops only what still has exactly the
 * recorded SQL, and puts back what a replacement removed.
 */
export async function rollBack(
  context: MaintenanceContext,
  entries: readonly JournalEntry[],
  options: JobOptions,
): Promise<readonly IndexResult[]> {
  const results: IndexResult[] = [];
  for (const [at, entry] of entries.entries()) {
    results.push(await undoOne(context, entry, { step: at + 1, steps: entries.length }, options));
  }
  return results;
}

async function undoOne(
  context: MaintenanceContext,
  entry: JournalEntry,
  place: { readonly step: number; readonly steps: number },
  options: JobOptions,
): Promise<IndexResult> {
  const { intent } = entry;
  const { database, name, table, file } = intent;
  const result = {
    database,
    table,
    name,
    statements: undoStatements(entry),
    estimateMs: null,
    bytes: null,
    changes: [],
  };
  const reporter = new Reporter(
    { job: 'rollback', database, name, estimateMs: null, ...place },
    options,
    context.clock,
  );
  try {
    const outcome = await runJournaled(
      context,
      {
        action: 'rollback',
        database,
        name,
        undoes: intent.id,
        change: {
          file,
          identity: identityOf(file),
          table,
          drop: intent.create,
          create: intent.drop,
          fingerprint: null,
          bytes: 0,
          patienceMs: context.patienceMs,
        },
      },
      { signal: options.signal, onPhase: (phase) => reporter.enter(phase) },
    );
    return {
      ...result,
      outcome: outcome.done ? 'done' : 'not-done',
      refusal: outcome.refusal,
      reason: outcome.reason,
      tookMs: outcome.changed?.tookMs ?? null,
      writersWaitedMs: outcome.changed?.lockHeldMs ?? null,
      journalId: outcome.journalId,
    };
  } catch (error) {
    const { kind, message } = asMaintenanceError(error);
    return {
      ...result,
      outcome: 'not-done',
      refusal: kind,
      reason: message,
      tookMs: null,
      writersWaitedMs: null,
      journalId: null,
    };
  } finally {
    reporter.stop();
  }
}

/** The whole journal of the files that are looked after, newest first. */
export function journalLines(context: MaintenanceContext): readonly JournalLine[] {
  const files = new Set(context.files().map(({ file }) => file));
  return context.journal
    .entries()
    .filter(({ intent }) => files.has(intent.file))
    .map(asLine)
    .toReversed();
}
