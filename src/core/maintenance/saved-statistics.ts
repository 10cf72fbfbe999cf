import { z } from 'zod';

/** The planner's statistics as they were, so that they can be put back to the last byte. */
export const savedValue = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.strictObject({ blob: z.string() }),
]);
const savedRows = z.array(z.array(savedValue));
export type SavedRows = z.infer<typeof savedRows>;

export const savedStatistics = z.strictObject({
  /** null: the table was not there. */
  sqlite_stat1: savedRows.nullable(),
  sqlite_stat4: savedRows.nullable(),
});
export type SavedStatistics = z.infer<typeof savedStatistics>;
