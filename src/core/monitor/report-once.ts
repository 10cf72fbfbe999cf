import type Database from 'better-sqlite3';
import { ForeignHistoryError, openHistoryToRead } from '../history/database.ts';
import { recordIn, type RecordReader } from '../history/record-reader.ts';
import { reportOf, type HistoryReport } from '../history/report.ts';
import { recordName } from '../target.ts';
import { Backfill } from './backfill.ts';
import { wasRead, withSources } from './once.ts';
import type { WatchTarget } from './port.ts';
import { typesOfPeriod } from './types-of-period.ts';

interface Period {
  readonly from: number;
  readonly to: number;
}

interface Reported {
  readonly report: HistoryReport;
  /** False where there is no record, and no source could be read. */
  readonly isKnown: boolean;
  /** Why the history that is kept could not be read, and was not; null where there is nothing to say. */
  readonly problem: string | null;
}

/**
 * What happened in a period, as the window's report says: from what Lookout has on record of the
 * target, or, where it never watched it, as far as the target's databases tell.
 */
export async function reportOnce(
  target: WatchTarget,
  historyFile: string,
  period: Period,
): Promise<Reported> {
  const kept = openKept(historyFile);
  try {
    return await withSources({ target, log: quiet }, async (parts) => {
      const byType = await typesOfPeriod(parts.watch, period);
      const of = (record: RecordReader, isKnown: boolean): Reported => ({
        report: reportOf(record, { watched: target.title, ...period, now: Date.now(), byType }),
        isKnown,
        problem: kept.problem,
      });
      const record = kept.db === null ? null : recordIn(kept.db, recordName(target));
      if (record !== null) return of(record, true);
      const isKnown = wasRead(await parts.look());
      await new Backfill({ ...parts, clock: Date.now, log: quiet }).finish();
      const workedOut = parts.history.read(Date.now(), (made) => of(made, isKnown));
      if (workedOut === null) throw new Error('A history in memory could not be read.');
      return workedOut;
    });
  } finally {
    kept.db?.close();
  }
}

const quiet = (): void => undefined;

interface Kept {
  readonly db: Database.Database | null;
  readonly problem: string | null;
}

function openKept(file: string): Kept {
  try {
    return { db: openHistoryToRead(file), problem: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const problem = error instanceof ForeignHistoryError ? message : `${file}: ${message}.`;
    return { db: null, problem };
  }
}
