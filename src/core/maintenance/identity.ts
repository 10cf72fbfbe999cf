import { statSync } from 'node:fs';
import { MaintenanceError } from './maintenance-error.ts';

/** Tells a file from the one that takes its name later. Throws a MaintenanceError where it is gone. */
export function identityOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (stats === undefined) throw new MaintenanceError('missing', `${file} is not there.`);
  if (!stats.isFile()) throw new MaintenanceError('missing', `${file} is not a file.`);
  return `${stats.dev}:${stats.ino}`;
}
