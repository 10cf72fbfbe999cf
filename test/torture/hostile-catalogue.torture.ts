import { refusedOrQuoted } from '../core/maintenance/hostile.ts';
import type { Trial } from './lib/trial.ts';

export const name = 'hostile-catalogue';

const DEFINITIONS = 20_000;

/** Definitions made of whatever breaks out of SQL where somebody forgot to quote. */
export async function run(trial: Trial): Promise<void> {
  const runs = trial.times(DEFINITIONS);
  await trial.check('every hostile definition is refused or quoted', () => {
    const { made, refused } = refusedOrQuoted(runs, trial.seed);
    trial.figure('made, exactly as named', made, 'definitions');
    trial.figure('refused', refused, 'definitions');
    if (made === 0 || refused === 0) throw new Error('one of the two was never tried');
  });
}
