import { Command } from 'commander';
import { inspectIndexes } from '../../core/maintenance/inspect.ts';
import type { WatchTarget } from '../../core/monitor/port.ts';
import { ArchitectSource } from '../../core/sources/architect-source.ts';
import { AssignerSource } from '../../core/sources/assigner-source.ts';
import { problemOf } from '../../core/sources/problems.ts';
import type { DatabaseName, IndexReport, Problem } from '../../shared/model.ts';
import { ExitCode, type Answer } from '../exit-code.ts';
import { printJson } from '../output.ts';
import { indexesPage } from '../page/indexes-page.ts';
import { onTarget, withTargetOptions } from '../target.ts';
import { pageSize } from '../terminal.ts';

/** What one database says of its indexes, or why it says nothing. */
export interface DatabaseIndexes {
  readonly database: DatabaseName;
  readonly file: string;
  readonly indexes: readonly IndexReport[];
  readonly problem: Problem | null;
}

export function indexesCommand(answer: Answer): Command {
  const command = withTargetOptions(new Command('indexes'))
    .description('The state of each index that the Architect system should have')
    .option('--json', 'print JSON');
  return command.action(async ({ json }: { json?: boolean }) => {
    await onTarget(command, async (target) => {
      const databases = await inspect(target);
      if (json === true) printJson(toJson(databases));
      else process.stdout.write(`${indexesPage(databases, pageSize(process.stdout)).join('\n')}\n`);
      const wasRead = databases.some(({ problem }) => problem === null);
      answer(wasRead ? ExitCode.answered : ExitCode.nothingRead);
    });
  });
}

async function inspect({ assignerDb, architectDb }: WatchTarget): Promise<DatabaseIndexes[]> {
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
      file === null ? [] : [inspectOne(database, file, new Source(optionsFor(file)))],
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
): Promise<DatabaseIndexes> {
  try {
    const indexes = source.ask((db) => inspectIndexes(db, database));
    return { database, file, indexes, problem: null };
  } catch (error) {
    return { database, file, indexes: [], problem: problemOf(error) };
  } finally {
    await source.close();
  }
}

const toJson = (databases: readonly DatabaseIndexes[]) => ({
  takenAt: Date.now(),
  indexes: databases.flatMap(({ indexes }) => indexes),
  sources: Object.fromEntries(
    databases.map(({ database, problem }) => [
      database,
      { state: problem === null ? 'live' : 'unavailable', problem },
    ]),
  ),
});
