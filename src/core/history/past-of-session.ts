import type { Stretch } from '../../shared/timeline.ts';
import type { WatchTarget } from '../monitor/port.ts';
import { recordName } from '../target.ts';
import { openHistoryToRead } from './database.ts';
import { DAY } from './levels.ts';
import { recordIn } from './record-reader.ts';

/** What the sessions of one target did, as far as that is on record. */
export interface Past {
  /** By its name in the log, in the 24 hours up to `now`, oldest first; null where nothing is. */
  of(session: string, now: number): readonly Stretch[] | null;
  close(): void;
}

/** null where there is no record of the target, or it cannot be read now. */
export function pastOf(target: WatchTarget, historyFile: string): Past | null {
  try {
    const db = openHistoryToRead(historyFile);
    const record = db === null ? null : recordIn(db, recordName(target));
    if (db === null || record === null) {
      db?.close();
      return null;
    }
    return {
      of(session, now) {
        const { stretches } = record.sessions.timeline(session, now - DAY, now);
        const known = stretches.filter(({ state }) => state !== 'unwatched' && state !== 'gone');
        return known.length === 0 ? null : known;
      },
      close: () => db.close(),
    };
  } catch {
    return null;
  }
}
