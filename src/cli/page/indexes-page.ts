import type { IndexState } from '../../shared/model.ts';
import type { DatabaseIndexes } from '../commands/indexes.ts';
import { paint, plain, type PageSize } from '../terminal.ts';
import { inColumns } from './columns.ts';

const marks: Readonly<Record<IndexState, string>> = {
  present: paint('green', '● present'),
  equivalent: paint('green', '● equivalent'),
  improvable: paint('yellow', '▲ improvable'),
  drifted: paint('yellow', '▲ drifted'),
  missing: paint('yellow', '○ missing'),
  'not-applicable': paint('dim', '– not here'),
};

/** The indexes of each database as a page for a terminal. */
export function indexesPage(databases: readonly DatabaseIndexes[], size: PageSize): string[] {
  return databases.flatMap(({ file, indexes, problem }, i) => [
    ...(i === 0 ? [] : ['']),
    paint('bold', plain(file)),
    ...(problem === null
      ? inColumns(
          indexes.map(({ state, name, reason }) => [marks[state], plain(name), plain(reason)]),
          [{ width: 13 }, { width: 36 }, {}],
          size.columns,
        )
      : [`${paint('red', '■')} ${plain(problem.message)} ${plain(problem.action)}`]),
  ]);
}
