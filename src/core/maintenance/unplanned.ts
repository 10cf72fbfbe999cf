import type { AdvisedQuery } from '../../shared/maintenance.ts';

/** A statement that cannot be planned, and why. */
export const unplanned = (
  about: Pick<AdvisedQuery, 'id' | 'database' | 'sql'>,
  problem: string,
): AdvisedQuery => ({
  ...about,
  before: [],
  after: [],
  uses: [],
  sorts: false,
  beforeMs: null,
  afterMs: null,
  gain: null,
  problem,
});
