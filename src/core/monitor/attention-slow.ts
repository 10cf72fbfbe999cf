import type { AttentionItem, DatabaseName, SlowStatement, Snapshot } from '../../shared/model.ts';
import { named, plural } from '../../shared/words.ts';

/** A statement that is slow once may have met a cold disk: it asks for a person when it goes on. */
const LEAST_TIMES = 3;
const LEAST_MS = 60_000;
/** A statement that was not run for so long says nothing about now. */
const LONGEST_MS = 10 * 60_000;

/** Whether a statement has been slow for a while, and still was when it ran last. */
export const isLasting = (
  { times, firstAt, lastAt, lastMs, budgetMs }: SlowStatement,
  now: number,
): boolean =>
  times >= LEAST_TIMES &&
  lastAt - firstAt >= LEAST_MS &&
  lastMs >= budgetMs &&
  now - lastAt < LONGEST_MS;

/** Statements of Lookout's own reading that stay slow: a line for each database. */
export function aboutSlowStatements({
  slowStatements,
  now,
}: Pick<Snapshot, 'slowStatements'> & { readonly now: number }): AttentionItem[] {
  return (['assigner', 'architect'] as const).flatMap((database) => {
    const lasting = slowStatements.filter(
      (one) => one.database === database && isLasting(one, now),
    );
    return lasting.length === 0 ? [] : [itemOf(database, lasting)];
  });
}

function itemOf(database: DatabaseName, lasting: readonly SlowStatement[]): AttentionItem {
  const longest = Math.round(Math.max(...lasting.map(({ lastMs }) => lastMs)));
  const indexes = new Set(lasting.flatMap(({ wouldHelp }) => wouldHelp.map(({ name }) => name)));
  const help = indexes.size === 0 ? 'no index would help' : `${named([...indexes], 2)} would help`;
  return {
    id: `slow-statements:${database}`,
    kind: 'slow-query',
    severity: 'info',
    title: `${plural(lasting.length, 'query', 'queries')} of ${database}.db ${lasting.length === 1 ? 'stays' : 'stay'} slow`,
    detail: `${longest} ms${lasting.length === 1 ? '' : ' the longest'} · ${help}`,
    since: Math.min(...lasting.map(({ firstAt }) => firstAt)),
    step: { label: 'Look', target: { view: 'maintenance', tab: 'slow' } },
  };
}
