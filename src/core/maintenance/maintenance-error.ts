import type { RefusalKind } from '../../shared/maintenance.ts';

/** Why something was not done, in words; the database is as it was. */
export class MaintenanceError extends Error {
  override readonly name = 'MaintenanceError';
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Said where we find it out, and where SQLite does, which looks when it begins a journal. */
export const REPLACED =
  'Another file has taken the database’s place since it was planned. Nothing was changed.';

/** The first that fits: what is told more exactly comes first. */
const words: readonly (readonly [prefix: string, kind: RefusalKind, message: string])[] = [
  ['SQLITE_BUSY', 'busy', 'Another program kept the database locked. Nothing was changed.'],
  ['SQLITE_LOCKED', 'busy', 'Another program kept the database locked. Nothing was changed.'],
  ['SQLITE_FULL', 'disk-full', 'The disk is full. Nothing was changed.'],
  ['SQLITE_IOERR_WRITE', 'disk-full', 'The disk took no more. Nothing was changed.'],
  ['SQLITE_READONLY_DBMOVED', 'replaced', REPLACED],
  ['SQLITE_READONLY', 'read-only', 'This user may not write the file or its folder.'],
  ['SQLITE_CANTOPEN', 'read-only', 'The file, or a file beside it, cannot be opened for writing.'],
  ['SQLITE_PERM', 'read-only', 'This user may not write the file.'],
  ['SQLITE_CORRUPT', 'damaged', 'The database is damaged; check its integrity first.'],
  ['SQLITE_NOTADB', 'damaged', 'The file is not an SQLite database.'],
];

/** Any error as a MaintenanceError; what is not known keeps its own message. */
export function asMaintenanceError(error: unknown): MaintenanceError {
  if (error instanceof MaintenanceError) return error;
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = words.find(([prefix]) => code.startsWith(prefix));
  if (known !== undefined) return new MaintenanceError(known[1], known[2], error);
  const message = error instanceof Error ? error.message : String(error);
  return new MaintenanceError('failed', message, error);
}
