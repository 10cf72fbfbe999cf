import type { Estimate, IndexPlan, Phase, QueryChange } from '../../../shared/maintenance.ts';
import type { JobKind } from '../../../shared/maintenance-job.ts';
import { fileSize } from '../../../shared/words.ts';
import { cost } from '../../lib/format.ts';

/** Words for figures, plans and phases of maintenance. */

/** "about 2.4 s (1.2 s to 6 s)". */
export const span = ({ buildMs, lowMs, highMs }: Estimate): string =>
  `about ${cost(buildMs)} (${cost(lowMs)} to ${cost(highMs)})`;

/** "980 times faster", "1.4 times slower", "as fast". */
export function gainWords(gain: number | null): string {
  if (gain === null) return 'not known';
  if (gain > 0.9 && gain < 1.1) return 'as fast';
  const times = gain >= 1 ? gain : 1 / gain;
  const figure = times >= 10 ? String(Math.round(times)) : times.toFixed(1);
  return `${figure}× ${gain >= 1 ? 'faster' : 'slower'}`;
}

/** A plan in a few words: "reads every row, sorts", "uses idx_a". */
export function planWords(steps: readonly string[]): string {
  if (steps.length === 0) return 'not known';
  const indexes = new Set(
    steps.flatMap((step) => /USING (?:PARTIAL )?(?:COVERING )?INDEX (\S+)/.exec(step)?.[1] ?? []),
  );
  const scans = steps.some((step) => /^\s*SCAN (?!.* USING )(?!CONSTANT)/.test(step));
  const sorts = steps.some((step) => step.includes('TEMP B-TREE'));
  const words = [
    ...(scans ? ['reads every row'] : []),
    ...(indexes.size > 0 ? [`uses ${[...indexes].join(', ')}`] : []),
    ...(sorts ? ['sorts'] : []),
  ];
  return words.length === 0 ? 'searches by key' : words.join(', ');
}

export const rowsWords = ({ sameRows }: QueryChange): string =>
  sameRows === null ? 'not compared' : sameRows ? '✓ the same' : 'other rows!';

export const phaseWords: Readonly<Record<Phase, string>> = {
  preparing: 'Getting ready',
  waiting: 'Waiting for another program to let go of the database',
  building: 'Building',
  committing: 'Writing it down',
  measuring: 'Measuring',
  checking: 'Checking',
  pausing: 'Letting waiting writers have their turn',
};

/** What the person may take for granted while this runs. */
export const jobNotes: Readonly<Record<JobKind, string>> = {
  apply: 'Stopping is safe at any moment: the database is left as it was.',
  rollback: 'Stopping is safe at any moment: the database is left as it was.',
  copy: 'The original is only read.',
  advise: 'The original is only read.',
  analyze: 'The statistics that were there are saved.',
  optimize: 'The statistics that were there are saved.',
  restore: 'In one transaction.',
  check: 'It only reads.',
  backup: 'The original is only read.',
};

/** What a plan would do, in one line: the time and the space of all of it. */
export function totalOf(plans: readonly IndexPlan[]): string {
  const estimates = plans.flatMap(({ estimate }) => estimate ?? []);
  const sum = (of: (one: Estimate) => number): number =>
    estimates.reduce((total, one) => total + of(one), 0);
  const longest = Math.max(0, ...estimates.map(({ highMs }) => highMs));
  const free = Math.min(...plans.flatMap(({ freeBytes }) => freeBytes ?? []));
  return [
    `About ${cost(sum(({ buildMs }) => buildMs))} in all, ${fileSize(sum(({ bytes }) => bytes))} more on disk`,
    ...(Number.isFinite(free) ? [` (${fileSize(free)} free)`] : []),
    `. A writer waits ${cost(longest)} at most at a time.`,
  ].join('');
}
