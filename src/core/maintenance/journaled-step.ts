import type { JournalLine } from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import type { MaintenanceContext } from './context.ts';
import { asMaintenanceError } from './maintenance-error.ts';

interface Step {
  readonly id: string;
  readonly database: DatabaseName;
  readonly action: JournalLine['action'];
  /** What it is called in the journal. */
  readonly name: string;
  readonly undoes: string | null;
}

/**
 * Runs work that changes no definitions (statistics, a backup) between its two journal lines. Rejects
 * with a MaintenanceError.
 */
export async function journaledStep<T extends { readonly tookMs: number }>(
  context: MaintenanceContext,
  { id, database, action, name, undoes }: Step,
  work: () => Promise<T>,
): Promise<T> {
  const file = context.fileOf(database);
  const at = context.clock();
  context.journal.begin({
    id,
    at,
    action,
    database,
    file,
    table: '',
    name,
    create: [],
    drop: [],
    undoes,
  });
  const end = (done: boolean, reason: string, tookMs: number | null): void =>
    context.journal.end({
      id,
      at: context.clock(),
      done,
      refusal: null,
      reason,
      tookMs,
      changes: [],
    });
  try {
    const value = await work();
    end(true, 'Done.', value.tookMs);
    return value;
  } catch (error) {
    const problem = asMaintenanceError(error);
    end(false, problem.message, null);
    throw problem;
  }
}
