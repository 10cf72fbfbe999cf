import { lockFile } from '../file-lock.ts';
import { MaintenanceError } from './maintenance-error.ts';

/** Keeps two Lookouts from working on one database. Returns how to let go of it. */
export function takeLock(lock: string): () => void {
  const release = lockFile(lock);
  if (release !== null) return release;
  throw new MaintenanceError('other-lookout', 'Another Lookout is working on this database.');
}
