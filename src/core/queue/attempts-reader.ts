import type { Database } from 'better-sqlite3';
import { toNumber, toText, type Stored } from '../sources/stored.ts';
import { parseTime } from './time.ts';

/** A line of `assignment_history`: what was done with a prompt, and when. */
export interface AttemptEvent {
  readonly prompt: number;
  readonly action: string;
  readonly at: number;
}

interface Slice {
  readonly events: readonly AttemptEvent[];
  readonly next: number | null;
}

export const attemptsTable = 'assignment_history';

/** At most `rows` lines from id `from` on, oldest first; those without a usable time are left out. */
export function readAttempts(db: Database, from: number, rows: number): Slice {
  const found = db
    .prepare<[number, number], { id: number; prompt: Stored; action: Stored; at: Stored }>(
      `SELECT rowid AS id, prompt_id AS prompt, substr(action, 1, 40) AS action,
              substr(created_at, 1, 40) AS at
         FROM ${attemptsTable} WHERE rowid >= ? ORDER BY rowid LIMIT ?`,
    )
    .all(from, rows);
  const last = found.at(-1);
  return {
    events: found.flatMap((row) => {
      const prompt = toNumber(row.prompt);
      const action = toText(row.action);
      const at = parseTime(row.at);
      return prompt === null || action === null || at === null ? [] : [{ prompt, action, at }];
    }),
    next: last === undefined || found.length < rows ? null : last.id + 1,
  };
}
