import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { tables } from '../../../demo/schema.ts';
import { forkChild } from '../../../src/core/maintenance/fork-child.ts';
import { MaintenanceService, type ServiceOptions } from '../../../src/core/maintenance/service.ts';

export interface Place {
  readonly root: string;
  readonly architect: string;
  readonly assigner: string;
  readonly dataDir: string;
  /** Opens one of its databases as a writer of the application does. */
  open(file: string): Database.Database;
  service(options?: Partial<ServiceOptions>): MaintenanceService;
  /** Ends what `open` opened, as the application ends. */
  closeAll(): void;
  remove(): Promise<void>;
}

export type JournalMode = 'wal' | 'delete' | 'truncate';

/** An Architect folder of its own, with `rows` tasks and prompts. */
export function makePlace(rows: number, journalMode: JournalMode = 'wal'): Place {
  const root = mkdtempSync(join(tmpdir(), 'lookout-maintenance-'));
  const architect = join(root, 'data', 'architect.db');
  const assigner = join(root, 'data', 'assigner', 'assigner.db');
  const dataDir = join(root, 'lookout');
  mkdirSync(join(root, 'data', 'assigner'), { recursive: true });
  const opened: Database.Database[] = [];
  const services: MaintenanceService[] = [];
  const open = (file: string) => {
    const db = new Database(file, { timeout: 30_000 });
    opened.push(db);
    return db;
  };
  fillArchitect(open(architect), rows, journalMode);
  fillAssigner(open(assigner), rows, journalMode);
  return {
    root,
    architect,
    assigner,
    dataDir,
    open,
    service: (options = {}) => {
      const service = new MaintenanceService({
        target: { architect, assigner },
        dataDir,
        start: forkChild,
        pauseMs: 0,
        ...options,
      });
      services.push(service);
      return service;
    },
    closeAll: () => {
      for (const db of opened.splice(0)) db.close();
    },
    remove: async () => {
      await Promise.all(services.map((service) => service.close()));
      for (const db of opened) db.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)';

function fillArchitect(db: Database.Database, rows: number, mode: JournalMode): void {
  db.pragma(`journal_mode = ${mode}`);
  for (const sql of tables('architect')) db.exec(sql);
  if (rows === 0) return;
  db.prepare(
    `INSERT INTO task_queue (task_type, task_data, priority, status, assigned_worker, created_at, completed_at)
     ${numbers} SELECT 'type-' || (i % 7), printf('%0200d', i), i % 11,
       CASE WHEN i % 100 = 0 THEN 'pending' WHEN i % 50 = 1 THEN 'failed' ELSE 'completed' END,
       'worker-' || (i % 5), datetime(1700000000 + i * 7, 'unixepoch'),
       CASE WHEN i % 100 = 0 THEN NULL ELSE datetime(1700000100 + i * 7, 'unixepoch') END
     FROM n`,
  ).run(rows);
  db.prepare(
    `INSERT INTO errors (project_id, node_id, error_type, status)
     ${numbers} SELECT i % 4, 'node-' || (i % 3), 'kind-' || (i % 5), 'open' FROM n`,
  ).run(Math.ceil(rows / 10));
}

function fillAssigner(db: Database.Database, rows: number, mode: JournalMode): void {
  db.pragma(`journal_mode = ${mode}`);
  for (const sql of tables('assigner')) db.exec(sql);
  if (rows === 0) return;
  db.prepare(
    `INSERT INTO prompts (content, priority, status, target_session, created_at, completed_at)
     ${numbers} SELECT printf('%0200d', i), i % 11,
       CASE WHEN i % 100 = 0 THEN 'pending' WHEN i % 50 = 1 THEN 'failed' ELSE 'completed' END,
       'session-' || (i % 20), datetime(1700000000 + i * 7, 'unixepoch'),
       CASE WHEN i % 100 = 0 THEN NULL ELSE datetime(1700000100 + i * 7, 'unixepoch') END
     FROM n`,
  ).run(rows);
}

/** Everything that defines a database, as it is written in it. */
export const schemaOf = (db: Database.Database): readonly unknown[] =>
  db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name').all();

export const indexNames = (db: Database.Database): readonly string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
    )
    .pluck()
    .all();
