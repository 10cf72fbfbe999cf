import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { QueryChange } from '../../shared/maintenance.ts';
import { applyChange, type Change, type ChangeHost } from './change.ts';
import type { CatalogueQuery } from './catalogue.ts';
import { identityOf } from './identity.ts';
import { MaintenanceError } from './maintenance-error.ts';
import { measure, measureAfter } from './measure.ts';

const SUFFIXES = ['', '-wal', '-shm', '-journal'];

/**
 * Copies a database to a new file, page by page, with SQLite's backup: one consistent moment,
 * whatever its writers do. Throws where the target is there already or the disk is too small.
 */
export async function copyDatabase(file: string, to: string): Promise<void> {
  if (existsSync(to)) throw new MaintenanceError('bad-request', `${to} is there already.`);
  requireRoom(file, dirname(to));
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    // All pages in one go: in steps, a busy writer would make it start again for ever.
    await db.backup(to, { progress: () => 0x7fff_ffff });
  } finally {
    db.close();
  }
}

function requireRoom(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const size = sizeOf(file);
  if (bavail * bsize < size * 1.5) {
    throw new MaintenanceError('disk-full', 'There is not enough free disk for a copy.');
  }
}

const sizeOf = (file: string): number =>
  SUFFIXES.slice(0, 2).reduce(
    (sum, suffix) => sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/**
 * Copies a database to a file chosen by its owner, checks the copy with quick_check and only then
 * gives it its name. `folder` is where it grows until then: a new one on the same disk. Resolves to
 * its size.
 */
export async function backUp(file: string, to: string, folder: string): Promise<{ bytes: number }> {
  if (existsSync(to)) throw new MaintenanceError('bad-request', `${to} is there already.`);
  mkdirSync(folder, { mode: 0o700 });
  try {
    const partial = join(folder, 'backup.db');
    await copyDatabase(file, partial);
    const findings = check(partial, 'quick');
    if (findings.length > 0) {
      throw new MaintenanceError(
        'damaged',
        `The copy is not sound, so it was not kept: ${findings[0]}`,
      );
    }
    syncFile(partial);
    renameSync(partial, to);
    return { bytes: statSync(to).size };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function syncFile(file: string): void {
  const fd = openSync(file, 'r+');
  fsyncSync(fd);
  closeSync(fd);
}

/** What SQLite finds wrong with a database; empty when nothing is. */
export function check(file: string, kind: 'quick' | 'integrity'): readonly string[] {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    const findings = db.prepare<[], string>(`PRAGMA ${kind}_check(100)`).pluck().all();
    return findings.length === 1 && findings[0] === 'ok' ? [] : findings;
  } finally {
    db.close();
  }
}

export interface CopyTrial {
  readonly copyMs: number;
  readonly buildMs: number;
  readonly bytes: number;
  readonly changes: readonly QueryChange[];
}

/**
 * Builds an index on a copy in `folder` and measures its queries before and after. The original is
 * only read, the copy removed. `folder` must be on a disk with room for it.
 */
export async function tryOnCopy(
  change: Change,
  queries: readonly CatalogueQuery[],
  folder: string,
  host: ChangeHost,
): Promise<CopyTrial> {
  const place = mkdtempSync(join(folder, 'trial-'));
  try {
    const file = join(place, 'copy.db');
    const copying = performance.now();
    await copyDatabase(change.file, file);
    const copyMs = performance.now() - copying;
    const before = measure(file, queries);
    const changed = await applyChange({ ...change, file, identity: identityOf(file) }, host);
    await host.report('measuring');
    const index = change.create[0]?.name ?? null;
    return {
      copyMs,
      buildMs: changed.tookMs,
      bytes: changed.bytes ?? 0,
      changes: measureAfter(file, before, { index, table: change.table }),
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
