import type {
  CopyResult,
  DatabaseProblem,
  IndexPlan,
  IndexResult,
  JournalLine,
  MaintenancePlan,
  QueryChange,
  QueryMeasure,
} from '../../shared/maintenance.ts';
import { fileSize } from '../../shared/words.ts';
import { pageSize, plain } from '../terminal.ts';
import { inColumns } from './columns.ts';

/** The `indexes` commands as a page to read in a terminal. */

/** Names, SQL and plans come from somebody else's file: no control character of theirs is obeyed. */
export const printable = (text: string): string => plain(text, 2000);

export const ms = (value: number | null): string => {
  if (value === null) return 'not known';
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;
};

export const problemLines = (problems: readonly DatabaseProblem[]): readonly string[] =>
  problems.map(({ database, file, message }) => `${database} (${file}) cannot be read: ${message}`);

export const lines = (...parts: readonly (string | readonly string[])[]): string =>
  parts.flat().join('\n');

export const asPlan = ({ indexes, problems }: MaintenancePlan): string =>
  lines(
    indexes.flatMap((index) => [planText(index), '']),
    problemLines(problems),
  );

function planText(plan: IndexPlan): string {
  if (plan.action === 'none') return `${plan.name}: ${plan.state}. ${plan.reason}`;
  const { estimate } = plan;
  return lines(
    `${plan.name} on ${plan.database} (${plan.state}: ${plan.reason})`,
    plan.statements.map((sql) => `  ${printable(sql)};`),
    estimate === null
      ? []
      : `  ${estimate.rows} rows; about ${fileSize(estimate.bytes)}. ${estimate.basis}`,
    `  Journal mode ${plan.journalMode}. ${plan.waits}`,
    plan.freeBytes === null ? [] : `  Free disk: ${fileSize(plan.freeBytes)}.`,
    plan.now.map(
      (query) => `  Now: ${query.title}: ${ms(query.medianMs)}, ${planLine(query.plan)}`,
    ),
    plan.predicted.map(
      ({ plan: steps, good }) => `  Predicted: ${planLine(steps)}${good ? '' : ' (not good yet)'}`,
    ),
    plan.concerns.map(({ text }) => `  Mind: ${text}`),
  );
}

export const planLine = (steps: readonly string[]): string =>
  printable(steps.map((step) => step.trim()).join('; '));

export const asResults = (
  results: readonly IndexResult[],
  problems: readonly DatabaseProblem[],
): string =>
  lines(
    results.length === 0 ? 'Nothing to do.' : [],
    results.map(({ outcome, name, reason, tookMs, writersWaitedMs, changes }) =>
      lines(
        `${outcome}: ${name}. ${reason}${tookMs === null ? '' : ` It took ${ms(tookMs)}; writers had to wait ${ms(writersWaitedMs)}.`}`,
        changes.map(changeLine),
      ),
    ),
    problemLines(problems),
  );

const changeLine = ({ before, after, sameRows, good }: QueryChange): string =>
  `  ${before.title}: ${ms(before.medianMs)} before, ${ms(after.medianMs)} after; ${planLine(after.plan)}${good ? '' : ' (not good yet)'}; ${sameRows === null ? 'rows not compared' : sameRows ? 'same rows' : 'OTHER ROWS'}`;

export const asRollbackPlan = (
  steps: readonly { readonly line: JournalLine; readonly statements: readonly string[] }[],
): string =>
  lines(
    steps.map(({ line, statements }) =>
      lines(
        `${line.name} on ${line.database}, done ${new Date(line.at).toISOString()}`,
        statements.map((sql) => `  ${printable(sql)};`),
      ),
    ),
  );

export const asMeasures = (queries: readonly QueryMeasure[]): string =>
  lines(
    inColumns(
      queries.map(({ medianMs, maxMs, title, plan, problem }) => [
        ms(medianMs),
        ms(maxMs),
        printable(title),
        printable(problem ?? planLine(plan)),
      ]),
      [{ width: 9, align: 'right' }, { width: 9, align: 'right' }, { width: 46 }, {}],
      pageSize(process.stdout).columns,
    ),
  );

export const asCopy = ({ name, buildMs, bytes, changes }: CopyResult): string =>
  lines(`${name} on a copy: built in ${ms(buildMs)}, ${fileSize(bytes)}`, changes.map(changeLine));
