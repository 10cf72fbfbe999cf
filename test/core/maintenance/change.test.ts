import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { applyChange, type Change } from '../../../src/core/maintenance/change.ts';
import { asMaintenanceError, REPLACED } from '../../../src/core/maintenance/maintenance-error.ts';
import { identityOf } from '../../../src/core/maintenance/identity.ts';
import { tempFolder } from '../../lib/temp-folder.ts';

/** A table whose index is larger than the page cache: it would have to be written before the commit. */
function largeTable(mode: 'wal' | 'delete'): string {
  const file = join(tempFolder(), 'large.db');
  const db = new Database(file);
  db.pragma(`journal_mode = ${mode}`);
  db.exec('CREATE TABLE large (id INTEGER PRIMARY KEY, text TEXT)');
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
    INSERT INTO large SELECT i, printf('%01000d', (i * 7919) % 30000) FROM n`);
  db.close();
  return file;
}

const changeOf = (file: string): Change => ({
  file,
  identity: identityOf(file),
  table: 'large',
  drop: [],
  create: [{ name: 'by_text', sql: 'CREATE INDEX by_text ON large(text)' }],
  fingerprint: null,
  bytes: 0,
  patienceMs: 0,
});

/** Another process reads, waiting for nobody. */
function readElsewhere(file: string): string {
  const script = `import Database from 'better-sqlite3';
    const db = new Database(${JSON.stringify(file)}, { readonly: true, timeout: 0 });
    console.log(db.prepare('SELECT COUNT(*) FROM large').pluck().get());`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
}

describe.each(['wal', 'delete'] as const)('applyChange in %s mode', { timeout: 60_000 }, (mode) => {
  it('keeps no reader waiting until the commit, and writes nothing to the file before it', async () => {
    const file = largeTable(mode);
    const size = statSync(file).size;
    const seen: string[] = [];
    await applyChange(changeOf(file), {
      report: async (phase) => {
        // The index is built then, to its last page.
        if (phase === 'committing') seen.push(readElsewhere(file), String(statSync(file).size));
      },
      isWanted: () => true,
    });
    expect(seen).toEqual(['30000\n', String(size)]);
    const db = new Database(file);
    expect(
      db.prepare("SELECT SUM(pgsize) FROM dbstat WHERE name = 'by_text'").pluck().get(),
    ).toBeGreaterThan(20_000_000);
    db.close();
  });

  it('says that the file was replaced, whoever finds it out first', async () => {
    const file = largeTable(mode);
    const change = changeOf(file);
    const other = largeTable(mode);
    const before = readFileSync(other);
    const host = {
      // SQLite itself looks in delete mode, where the index is begun; in WAL we do, before the commit.
      report: async (phase: string) => {
        if (phase === 'building') renameSync(other, file);
      },
      isWanted: () => true,
    };
    const failed = await applyChange(change, host).catch(asMaintenanceError);
    expect(failed).toMatchObject({ kind: 'replaced', message: REPLACED });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('rolls back where nobody waits for it any more', async () => {
    const file = largeTable(mode);
    const gone = { report: () => Promise.resolve(), isWanted: () => false };
    await expect(applyChange(changeOf(file), gone)).rejects.toThrow('Nobody waits for it');
    const db = new Database(file);
    expect(db.prepare("SELECT name FROM sqlite_master WHERE type = 'index'").all()).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});
