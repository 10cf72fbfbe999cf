import type Database from 'better-sqlite3';
import { openHistoryToRead } from './database.ts';
import { recordIn, type RecordReader } from './record-reader.ts';

/** The record of a root in a file that another Lookout keeps. */
export class OtherRecord {
  /** Null where there is none, or it cannot be read now. */
  readonly record: RecordReader | null;
  readonly #db: Database.Database | null;

  constructor(file: string, name: string) {
    const db = openedOrNull(file);
    this.record = db === null ? null : recordIn(db, name);
    this.#db = db;
  }

  close(): void {
    this.#db?.close();
  }
}

/** Being made or brought forward just now, or of another version: there will be another try. */
function openedOrNull(file: string): Database.Database | null {
  try {
    return openHistoryToRead(file);
  } catch {
    return null;
  }
}
