import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupResult } from '../../shared/maintenance.ts';
import type { DatabaseName } from '../../shared/model.ts';
import type { JobOptions, MaintenanceContext } from './context.ts';
import { journaledStep } from './journaled-step.ts';

/** Where a backup grows until it is checked and gets its name: beside it, so that this is a rename. */
const folderOf = (to: string, id: string): string => join(dirname(to), `.lookout-backup-${id}`);

/** Copies a database to a new file that its owner chose. The journal says where it is. */
export async function makeBackup(
  context: MaintenanceContext,
  { database, to }: { readonly database: DatabaseName; readonly to: string },
  options: JobOptions,
): Promise<BackupResult> {
  const file = context.fileOf(database);
  const id = randomUUID();
  const folder = folderOf(to, id);
  const step = { id, database, action: 'backup', name: to, undoes: null } as const;
  try {
    const { bytes, tookMs } = await journaledStep(context, step, () =>
      context.run('backUp', { file, to, folder }, options),
    );
    return { database, file: to, bytes, tookMs, verified: true };
  } finally {
    // A child that was killed could not clear up behind itself.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How a backup ended that Lookout did not see the end of: it has its name only once it is checked. */
export function endedBackup(to: string, id: string): { done: boolean; reason: string } {
  rmSync(folderOf(to, id), { recursive: true, force: true });
  return existsSync(to)
    ? { done: true, reason: 'Lookout stopped right after it was done.' }
    : { done: false, reason: 'Lookout stopped before the end; there is no backup.' };
}
