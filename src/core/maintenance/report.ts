import type { Figure, FigureChange, JournalLine, QueryChange } from '../../shared/maintenance.ts';

const FIGURES: Readonly<Record<Figure, string>> = {
  queue: 'Task queue query (50 rows)',
  sessions: 'Session scanning',
  stats: 'Stats',
};

/**
 * The reference document's table with these databases' own figures: each query counts with its
 * first measurement before and its latest after. Figures without a measurement are left out.
 * `changes` are in the order of time.
 */
export function beforeAndAfter(changes: readonly QueryChange[]): readonly FigureChange[] {
  const queries = new Map<string, QueryChange>();
  for (const change of changes) {
    const key = `${change.before.database} ${change.before.id}`;
    const earlier = queries.get(key);
    queries.set(key, earlier ? { ...change, before: earlier.before } : change);
  }
  const measured = [...queries.values()].filter(({ before }) => before.figure !== null);
  const rows = Object.entries(FIGURES).flatMap(([figure, operation]) => {
    const own = measured.filter(({ before }) => before.figure === figure);
    return own.length === 0 ? [] : [sumOf(operation, own)];
  });
  return rows.length === 0 ? [] : [...rows, { ...sumOf('Overall', measured), budgetMs: null }];
}

function sumOf(operation: string, changes: readonly QueryChange[]): FigureChange {
  const budgets = changes.flatMap(({ before: { budgetMs } }) => budgetMs ?? []);
  return {
    operation,
    beforeMs: changes.reduce((sum, { before }) => sum + (before.medianMs ?? 0), 0),
    afterMs: changes.reduce((sum, { after }) => sum + (after.medianMs ?? 0), 0),
    budgetMs: budgets.length === 0 ? null : Math.max(...budgets),
  };
}

/** The journal as Markdown, for a change log: what was done, and what it brought. */
export function markdownReport(lines: readonly JournalLine[]): string {
  const done = lines.filter(({ outcome }) => outcome === 'done').toSorted((a, b) => a.at - b.at);
  const table = beforeAndAfter(
    done.filter(({ undoneBy }) => undoneBy === null).flatMap(({ changes }) => changes),
  );
  return [
    '# Index maintenance',
    '',
    ...(done.length === 0 ? ['Nothing has been changed.', ''] : done.flatMap(asMarkdown)),
    ...(table.length === 0 ? [] : ['## Before and after', '', ...asTable(table), '']),
  ].join('\n');
}

function asMarkdown(line: JournalLine): readonly string[] {
  const when = new Date(line.at).toISOString().replace('T', ' ').slice(0, 19);
  const undone = line.undoneBy === null ? '' : ' (taken back later)';
  const statements = [
    ...line.dropped.map((sql) => `-- removed: ${oneLine(sql)}`),
    ...line.created.map((sql) => `${oneLine(sql)};`),
  ];
  return [
    `## ${when} UTC: ${line.action} ${inText(line.name)} on ${line.database}${undone}`,
    '',
    ...(statements.length === 0 ? [] : ['```sql', ...statements, '```', '']),
    ...(line.tookMs === null ? [] : [`It took ${ms(line.tookMs)}.`, '']),
    ...queryTable(line.changes),
  ];
}

function queryTable(changes: readonly QueryChange[]): readonly string[] {
  if (changes.length === 0) return [];
  return [
    '| Query | Before | After | Gain | Plan after | Same rows |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...changes.map(({ before, after, gain, sameRows, good }) => {
      const plan = after.plan.map((step) => inText(step.trim())).join('; ');
      const cells = [
        inText(before.title),
        ms(before.medianMs),
        ms(after.medianMs),
        times(gain),
        `${plan}${good ? '' : ' (not good yet)'}`,
        sameRows === null ? 'not compared' : sameRows ? 'yes' : 'NO',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

function asTable(rows: readonly FigureChange[]): readonly string[] {
  return [
    '| Operation | Before | After | Improvement | Budget |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows.map(({ operation, beforeMs, afterMs, budgetMs }) => {
      const gain = afterMs > 0 ? beforeMs / afterMs : null;
      const budget =
        budgetMs === null ? '' : `${ms(budgetMs)}: ${afterMs < budgetMs ? 'met' : 'not met'}`;
      return `| ${operation} | ${ms(beforeMs)} | ${ms(afterMs)} | ${times(gain)} | ${budget} |`;
    }),
  ];
}

const ms = (value: number | null): string =>
  value === null ? 'not known' : value < 10 ? `${value.toFixed(2)} ms` : `${Math.round(value)} ms`;

const times = (gain: number | null): string =>
  gain === null ? 'not known' : `${gain < 10 ? gain.toFixed(1) : Math.round(gain)}×`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");

/** Names and plans are somebody else's text: they must not become markup. */
const inText = (text: string): string => oneLine(text).replaceAll(/[|<>*_[\]\\]/g, String.raw`\$&`);
