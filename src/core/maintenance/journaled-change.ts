import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import type { JournalLine, Phase, RefusalKind } from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import { isAlive } from './alive.ts';
import { endedBackup } from './backup.ts';
import type { Change, Changed } from './change.ts';
import type { MaintenanceContext } from './context.ts';
import type { JournalEntry } from './journal.ts';
import { asMaintenanceError, MaintenanceError } from './maintenance-error.ts';

export interface JournaledChange {
  readonly action: JournalLine['action'];
  readonly database: DatabaseName;
  readonly name: string;
  readonly change: Change;
  readonly undoes: string | null;
}

export interface ChangeOutcome {
  readonly journalId: string;
  readonly done: boolean;
  readonly refusal: RefusalKind | null;
  readonly reason: string;
  /** Figures of a change that went through to its end under our eyes. */
  readonly changed: Changed | null;
}

/**
 * Runs a change in a child process between its two journal lines. Never throws for what goes wrong
 * with the change itself; whatever happens to the child, the outcome says what the database has now.
 */
export async function runJournaled(
  context: MaintenanceContext,
  { action, database, name, change, undoes }: JournaledChange,
  options: { readonly signal?: AbortSignal | undefined; readonly onPhase: (phase: Phase) => void },
): Promise<ChangeOutcome> {
  const journalId = randomUUID();
  context.journal.begin({
    id: journalId,
    at: context.clock(),
    action,
    database,
    file: change.file,
    table: change.table,
    name,
    create: [...change.create],
    drop: [...change.drop],
    undoes,
  });
  const end = (done: boolean, refusal: RefusalKind | null, reason: string, changed?: Changed) => {
    const tookMs = changed?.tookMs ?? null;
    context.journal.end({
      id: journalId,
      at: context.clock(),
      done,
      refusal,
      reason,
      tookMs,
      changes: [],
    });
    return { journalId, done, refusal, reason, changed: changed ?? null };
  };
  try {
    const lock = context.lockOf(realpathSync(change.file));
    const changed = await context.run('change', { ...change, lock }, options);
    return end(true, null, 'Done.', changed);
  } catch (error) {
    const problem = asMaintenanceError(error);
    // Cancelled or crashed: the commit may have been over by then. What counts is what is there.
    const unsure = problem.kind === 'cancelled' || problem.kind === 'crashed';
    if (!unsure) {
      return end(false, problem.kind, problem.message);
    }
    const found = await settle(context, change).catch(() => 'unknown' as const);
    if (found === 'after') {
      const reason = 'It was too late to stop it: it is done, and can be undone.';
      return end(true, null, reason);
    }
    if (found === 'unknown') {
      // The journal line stays open; the next look at the database closes it.
      const reason = `${problem.message} What the database has now could not be looked up yet.`;
      return { journalId, done: false, refusal: problem.kind, reason, changed: null };
    }
    const reason =
      found === 'before'
        ? `${problem.message} The database is as it was.`
        : `${problem.message} What the database has now is neither the old state nor the new one.`;
    return end(false, problem.kind, reason);
  }
}

/** Which side of a change a database is on, after its process was killed or crashed. */
async function settle(
  context: MaintenanceContext,
  change: Pick<Change, 'file' | 'create' | 'drop'>,
): Promise<'before' | 'after' | 'neither'> {
  const names = [...change.create, ...change.drop].map(({ name }) => name);
  const lock = context.lockOf(realpathSync(change.file));
  const found = await context.run('settle', {
    file: change.file,
    lock,
    names: [...new Set(names)],
  });
  const has = ({ name, sql }: { name: string; sql: string }) => found[name] === sql;
  const { create, drop } = change;
  if (
    create.every(has) &&
    drop.every((one) => !has(one) || create.some((two) => two.sql === one.sql))
  )
    return 'after';
  return drop.every(has) && create.every((one) => !has(one)) ? 'before' : 'neither';
}

/**
 * Finds out how changes ended that a crash of Lookout left without an end in the journal. One that
 * another Lookout is busy with stays open.
 */
export async function finishJournal(context: MaintenanceContext): Promise<void> {
  const files = new Set(context.files().map(({ file }) => file));
  const open = context.journal
    .entries()
    .filter((entry) => entry.outcome === null && files.has(entry.intent.file));
  for (const entry of open) {
    const outcome = await outcomeOf(context, entry);
    if (outcome !== null) {
      context.journal.end({
        id: entry.intent.id,
        at: context.clock(),
        refusal: null,
        tookMs: null,
        changes: [],
        ...outcome,
      });
    }
  }
}

async function outcomeOf(
  context: MaintenanceContext,
  { intent }: JournalEntry,
): Promise<{ done: boolean; reason: string } | null> {
  if (intent.create.length + intent.drop.length === 0) {
    const { pid, action, name, id } = intent;
    if (pid !== undefined && pid !== process.pid && isAlive(pid)) return null;
    if (action === 'backup') return endedBackup(name, id);
    return {
      done: true,
      reason: 'Lookout stopped before the end; the statistics may have changed.',
    };
  }
  try {
    const side = await settle(context, intent);
    return side === 'after'
      ? { done: true, reason: 'Lookout stopped right after it was done.' }
      : { done: false, reason: 'Lookout stopped before the end; the database was left as it was.' };
  } catch (error) {
    // Another Lookout is at it, or the file cannot be opened now: the next look will tell.
    if (error instanceof MaintenanceError) return null;
    throw error;
  }
}
