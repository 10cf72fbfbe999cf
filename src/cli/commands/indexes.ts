import { Command } from 'commander';
import type { Catalogue } from '../../core/maintenance/catalogue.ts';
import { inspectIndexes, redundantIndexes } from '../../core/maintenance/inspect.ts';
import type { WatchTarget } from '../../core/monitor/port.ts';
import { ArchitectSource } from '../../core/sources/architect-source.ts';
import { AssignerSource } from '../../core/sources/assigner-source.ts';
import { problemOf } from '../../core/sources/problems.ts';
import type { DatabaseName, IndexReport, Problem, RedundantIndex } from '../../shared/model.ts';
import { ExitCode, type Answer } from '../exit-code.ts';
import { addMaintenance, catalogueOf } from './maintenance.ts';
import { printJson } from '../output.ts';
import { indexesPage } from '../page/indexes-page.ts';
import { onTarget, withTargetOptions } from '../target.ts';
import { pageSize } from '../terminal.ts';

/** What one database says of its indexes, or why it says nothing. */
export interface DatabaseIndexes {
  readonly database: DatabaseName;
  readonly file: string;
  readonly indexes: readonly IndexReport[];
  /** Its owner's indexes that another one makes superfluous. */
  readonly redundant: readonly RedundantIndex[];
  readonly problem: Problem | null;
}

export function indexesCommand(answer: Answer): Command {
  const command = withTargetOptions(new Command('indexes'))
    .description('The state of each index that the Architect system should have')
    .option('--json', 'print JSON');
  const list = async (): Promise<void> => {
    const { json } = command.opts<{ json?: boolean }>();
    await onTarget(command, async (target) => {
      const databases = await inspect(target, catalogueOf(command));
      if (json === true) printJson(toJson(databases));
      else process.stdout.write(`${indexesPage(databases, pageSize(process.stdout)).join('\n')}\n`);
      const wasRead = databases.some(({ problem }) => problem === null);
      answer(wasRead ? ExitCode.answered : ExitCode.nothingRead);
    });
  };
  command.command('list').description('the same as without a subcommand').action(list);
  addMaintenance(command, answer);
  return command.action(list);
}

async function inspect(
  { assignerDb, architectDb }: WatchTarget,
  catalogue: Catalogue,
): Promise<DatabaseIndexes[]> {
  const files: readonly (readonly [
    DatabaseName,
    string | null,
    typeof AssignerSource | typeof ArchitectSource,
  ])[] = [
    ['assigner', assignerDb, AssignerSource],
    ['architect', architectDb, ArchitectSource],
  ];
  return Promise.all(
    files.flatMap(([database, file, Source]) =>
      file === null ? [] : [inspectOne(database, file, new Source(optionsFor(file)), catalogue)],
    ),
  );
}

const optionsFor = (file: string) => ({
  file,
  intervalMs: 1000,
  clock: Date.now,
  log: () => undefined,
});

async function inspectOne(
  database: DatabaseName,
  file: string,
  source: AssignerSource | ArchitectSource,
  catalogue: Catalogue,
): Promise<DatabaseIndexes> {
  try {
    const found = source.ask((db) => ({
      indexes: inspectIndexes(db, database, catalogue),
      redundant: redundantIndexes(db, database),
    }));
    return { database, file, ...found, problem: null };
  } catch (error) {
    return { database, file, indexes: [], redundant: [], problem: problemOf(error) };
  } finally {
    await source.close();
  }
}

const toJson = (databases: readonly DatabaseIndexes[]) => ({
  takenAt: Date.now(),
  indexes: databases.flatMap(({ indexes }) => indexes),
  redundant: databases.flatMap(({ redundant }) => redundant),
  sources: Object.fromEntries(
    databases.map(({ database, problem }) => [
      database,
      { state: problem === null ? 'live' : 'unavailable', problem },
    ]),
  ),
});
