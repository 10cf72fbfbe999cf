import type { Advice, AdvisedIndex, AdvisedQuery } from '../../shared/maintenance.ts';
import { fileSize } from '../../shared/words.ts';
import { lines, ms, planLine, printable, problemLines } from './maintenance-page.ts';

/** Advice as a page to read in a terminal. */
export function asAdvice({ indexes, queries, measured, problems }: Advice): string {
  return lines(
    indexes.length === 0
      ? 'No further index would serve these statements.'
      : `${indexes.length} ${indexes.length === 1 ? 'index' : 'indexes'} would serve these statements:`,
    indexes.map(indexText),
    '',
    queries.map(queryText),
    measured ? [] : 'Only plans were looked at; times were not measured.',
    problemLines(problems),
  );
}

function indexText({ sql, database, serves, buildMs, bytes, insertUs }: AdvisedIndex): string {
  const figures = [
    `serves ${serves.length}`,
    ...(buildMs === null ? [] : [`built in ${ms(buildMs)} on a copy`]),
    ...(bytes === null ? [] : [fileSize(bytes)]),
    ...(insertUs === null ? [] : [`each insert takes ${insertUs.toFixed(1)} µs more`]),
  ];
  return lines(`  ${printable(sql)};`, `    on ${database}: ${figures.join('; ')}`);
}

function queryText({ sql, before, after, beforeMs, afterMs, problem }: AdvisedQuery): string {
  if (problem !== null) return lines(printable(sql), `  ${printable(problem)}`);
  const times = beforeMs === null ? '' : `  ${ms(beforeMs)} now, ${ms(afterMs)} then`;
  return lines(
    printable(sql),
    `  now:  ${planLine(before)}`,
    planLine(before) === planLine(after) ? [] : `  then: ${planLine(after)}`,
    times === '' ? [] : times,
  );
}
