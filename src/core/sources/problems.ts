import { accessSync, constants, statSync, type Stats } from 'node:fs';
import type { Problem } from '../../shared/model.ts';
import { ProblemError } from './problem-error.ts';

/** What can be wrong with a database file, in words a person can act on. */
const words = {
  'not-configured': {
    message: 'No database file is chosen.',
    action: 'Open an Architect folder, or name the file.',
  },
  missing: {
    message: 'The file is not there.',
    action: 'Check that the Architect system runs and that this is its folder.',
  },
  empty: {
    message: 'The file is empty: no table was ever made in it.',
    action: 'Start the Architect system once; it makes its tables itself.',
  },
  'not-a-file': {
    message: 'There is a folder or a device where the database file should be.',
    action: 'Choose the file itself, or the Architect folder above it.',
  },
  'not-a-database': {
    message: 'The file is not an SQLite database.',
    action: 'Check that this is the right file; an encrypted database cannot be read.',
  },
  damaged: {
    message: 'The database is damaged or was cut short.',
    action:
      'Stop its writers and restore it from a backup, or try `.recover` in the sqlite3 shell.',
  },
  unreadable: {
    message: 'This user may not read the file.',
    action: 'Give the user that runs Lookout the right to read the file and its folder.',
  },
  locked: {
    message: 'Another program has the database locked.',
    action: 'Nothing to do: reading goes on by itself when the lock is gone.',
  },
  'folder-not-writable': {
    message: 'SQLite needs to write beside the file to read it while no writer runs, and may not.',
    action: 'Start the Architect system, or give this user the right to write in the folder.',
  },
  internal: {
    message: 'Reading failed in a way that was not foreseen.',
    action: 'Copy the diagnostics and report it; reading is tried again at every tick.',
  },
} as const;

export type FileProblemKind = keyof typeof words;

/** `detail` replaces the general sentence where more is known. */
export const fileProblem = (kind: FileProblemKind, detail?: string): Problem => ({
  kind,
  message: detail ?? words[kind].message,
  action: words[kind].action,
});

/** The file's metadata; throws a ProblemError where there is no readable plain file. */
export function statFile(path: string): Stats {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new ProblemError(fileProblem(isDenied(error) ? 'unreadable' : 'missing'), error);
  }
  if (stats === undefined) throw new ProblemError(fileProblem('missing'));
  if (!stats.isFile()) throw new ProblemError(fileProblem('not-a-file'));
  return stats;
}

/** Throws a ProblemError where this user may not read the file. */
export function checkReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new ProblemError(fileProblem('unreadable'), error);
  }
}

const isDenied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');

/** SQLite's result codes, longest prefix first, and the problem each one means here. */
const codes: readonly (readonly [prefix: string, kind: FileProblemKind, detail?: string])[] = [
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  [
    'SQLITE_READONLY_ROLLBACK',
    'locked',
    'A writer stopped in the middle of a change; the next writer will repair it.',
  ],
  ['SQLITE_READONLY', 'folder-not-writable'],
  ['SQLITE_CANTOPEN', 'folder-not-writable'],
  ['SQLITE_NOTADB', 'not-a-database'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'damaged'],
  ['SQLITE_IOERR', 'damaged', 'The disk reports errors while the database is read.'],
  ['SQLITE_PERM', 'unreadable'],
  ['SQLITE_AUTH', 'unreadable'],
];

/** What a failed reading means; anything unknown keeps its own message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isDenied(error)) return fileProblem('unreadable');
  const code = sqliteCode(error);
  const known = codes.find(([prefix]) => code?.startsWith(prefix));
  if (known !== undefined) return fileProblem(known[1], known[2]);
  const message = error instanceof Error ? error.message : String(error);
  return fileProblem('internal', `Reading failed: ${message}`);
}

/** The code of SQLite's error; null for any other. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
