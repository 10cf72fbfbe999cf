import type Database from 'better-sqlite3';
import { AlertLog } from '../alerts/log.ts';
import { FailureLog } from './failure-log.ts';
import { Marks } from './marks.ts';
import { idOf } from './names.ts';
import { HistoryReader } from './query.ts';
import type { RootRecord } from './root.ts';
import { SessionLog } from './session-log.ts';

/** What is read of a root's record to tell what happened. */
export type RecordReader = Pick<
  RootRecord,
  'reader' | 'sessions' | 'marks' | 'failures' | 'alerts'
>;

/** The record of a root, for reading only; null where there is none. Errors: SQLite's own. */
export function recordIn(db: Database.Database, name: string): RecordReader | null {
  const root = idOf(db, 'root', name);
  if (root === null) return null;
  return {
    reader: new HistoryReader(db, root),
    sessions: new SessionLog(db, root),
    marks: new Marks(db, root),
    failures: new FailureLog(db, root),
    alerts: new AlertLog(db, root),
  };
}
