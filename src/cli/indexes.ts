import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import { builtIn, CatalogueError, withUserFile } from '../core/maintenance/catalogue.ts';
import { forkChild } from '../core/maintenance/fork-child.ts';
import { MaintenanceError } from '../core/maintenance/maintenance-error.ts';
import { MaintenanceService } from '../core/maintenance/service.ts';
import { dataFolder } from '../core/data-folder.ts';
import { watchTarget } from '../core/target.ts';
import type { CopyResult, IndexResult, MaintenancePlan } from '../shared/maintenance.ts';
import {
  asCopy,
  asIndexList,
  asMeasures,
  asPlan,
  asResults,
  asRollbackPlan,
} from './indexes-text.ts';

/** Exit codes: 0 done or nothing to do, 1 something could not be done, 2 usage, 3 nothing readable. */

interface Flags {
  readonly root?: string;
  readonly architectDb?: string;
  readonly assignerDb?: string;
  readonly userDataDir?: string;
  readonly catalogue?: string;
  readonly json?: boolean;
  readonly only?: string[];
  readonly replace?: string[];
  readonly asReference?: boolean;
  readonly onCopy?: boolean;
  readonly allowLong?: boolean;
  readonly yes?: boolean;
}

/** Adds `indexes` with its subcommands to the program. */
export function addIndexes(program: Command): void {
  const indexes = program
    .command('indexes')
    .description('see, create, measure and take back the indexes of an Architect system');
  const sub = (name: string, description: string, work: Work) =>
    withTarget(indexes.command(name).description(description)).action(
      async (_: Flags, command: Command) => {
        process.exitCode = await run(command, work);
      },
    );
  indexes.addHelpText('after', '\nWithout a subcommand: list.');
  withTarget(indexes).action(async (_: Flags, command: Command) => {
    if (command.args.length > 0) command.error(`error: unknown command '${command.args[0]}'`);
    process.exitCode = await run(command, list);
  });

  sub('list', 'the state of every index of the catalogue (reads only)', list);
  planFlags(sub('plan', 'what apply would do, with its SQL and figures (reads only)', plan));
  planFlags(sub('apply', 'create what is missing, one index at a time', apply))
    .option('--yes', 'do it without asking')
    .option('--allow-long', "do it even if it may outlast the writers' patience (30 s)");
  sub('rollback', 'take back what Lookout did, by its own journal', rollback)
    .option('--only <name...>', 'these indexes or journal lines only')
    .option('--yes', 'do it without asking');
  sub('measure', "plan and time of the catalogue's queries now (reads only)", measure)
    .option('--only <name...>', 'with --on-copy: these indexes only')
    .option('--on-copy', 'build what is missing on a copy and measure before and after there');
  sub('report', 'what was done and what it brought, as Markdown', report);
}

const withTarget = (command: Command): Command =>
  command
    .option('--root <dir>', 'an Architect folder')
    .option('--architect-db <file>', 'its architect.db alone')
    .option('--assigner-db <file>', 'its assigner.db alone')
    .option('--catalogue <file>', 'a catalogue of your own, added to the built-in one')
    .option('--json', 'print JSON')
    .addOption(new Option('--user-data-dir <dir>', "Lookout's own data").hideHelp());

const planFlags = (command: Command): Command =>
  command
    .option('--only <name...>', 'these indexes only')
    .option('--replace <name...>', 'replace these where another definition has their name')
    .option('--as-reference', "the reference document's literal definitions");

interface Session {
  readonly service: MaintenanceService;
  readonly flags: Flags;
  readonly signal: AbortSignal;
  /** Prints the JSON, or the text where JSON was not asked for. */
  readonly print: (json: unknown, text: () => string) => void;
}

/** Resolves to the exit code. */
type Work = (session: Session) => Promise<number>;

async function run(command: Command, work: Work): Promise<number> {
  // `indexes --root X list` means the same as `indexes list --root X`.
  const flags = command.optsWithGlobals<Flags>();
  const { architectDb, assignerDb } = watchTarget(flags);
  if (architectDb === null && assignerDb === null) {
    command.error('error: name an Architect folder with --root, or a database file');
  }
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on('SIGINT', onInterrupt);
  let service: MaintenanceService | null = null;
  try {
    service = new MaintenanceService({
      target: { architect: architectDb, assigner: assignerDb },
      dataDir: dataFolder(flags.userDataDir),
      start: forkChild,
      catalogue: flags.catalogue === undefined ? builtIn : withUserFile(flags.catalogue),
    });
    return await work({
      service,
      flags,
      signal: stop.signal,
      print: (json, text) => console.log(flags.json ? JSON.stringify(json, null, 2) : text()),
    });
  } catch (error) {
    return failed(error, command);
  } finally {
    process.off('SIGINT', onInterrupt);
    await service?.close();
  }
}

function failed(error: unknown, command: Command): number {
  if (error instanceof CatalogueError) command.error(`error: ${error.message}`);
  if (!(error instanceof MaintenanceError)) throw error;
  if (error.kind === 'bad-request') command.error(`error: ${error.message}`);
  console.error(error.message);
  return 1;
}

const list: Work = async ({ service, signal, print }) => {
  const inspection = await service.inspect({ signal });
  print(inspection, () => asIndexList(inspection));
  return inspection.indexes.length === 0 && inspection.problems.length > 0 ? 3 : 0;
};

const makePlan = ({ service, flags, signal }: Session, quick: boolean): Promise<MaintenancePlan> =>
  service.plan(
    {
      only: flags.only,
      replace: flags.replace,
      asReference: flags.asReference ?? false,
      quick,
    },
    { signal },
  );

const plan: Work = async (session) => {
  const made = await makePlan(session, false);
  session.print(made, () => asPlan(made));
  return made.problems.length > 0 ? 1 : 0;
};

const apply: Work = async (session) => {
  const { service, flags, signal, print } = session;
  const made = await makePlan(session, false);
  const todo = made.indexes.filter(({ action }) => action !== 'none');
  if (todo.length > 0 && !(await agreed(flags, asPlan(made), `Do this to ${todo.length}?`))) {
    return 1;
  }
  const longBuilds = flags.allowLong ?? false;
  const results = await service.apply({ planId: made.id, longBuilds }, { signal });
  print({ results, problems: made.problems }, () => asResults(results, made.problems));
  return made.problems.length > 0 || results.some(isNotDone) ? 1 : 0;
};

const rollback: Work = async ({ service, flags, signal, print }) => {
  const request = { only: flags.only };
  await service.inspect({ signal });
  const steps = service.planRollback(request);
  const question = `Take back ${steps.length}?`;
  if (steps.length > 0 && !(await agreed(flags, asRollbackPlan(steps), question))) return 1;
  const results = steps.length === 0 ? [] : await service.rollback(request, { signal });
  print({ results }, () => asResults(results, []));
  return results.some(isNotDone) ? 1 : 0;
};

const measure: Work = async ({ service, flags, signal, print }) => {
  if (!flags.onCopy) {
    const queries = await service.measure({ signal });
    print({ queries }, () => asMeasures(queries));
    return 0;
  }
  const made = await service.plan({ only: flags.only, quick: true }, { signal });
  const copies: CopyResult[] = [];
  for (const { name, action } of made.indexes) {
    if (action !== 'none') copies.push(await service.measureOnCopy(name, { signal }));
  }
  print({ copies, problems: made.problems }, () => copies.map(asCopy).join('\n'));
  return made.problems.length > 0 ? 1 : 0;
};

const report: Work = async ({ service, print }) => {
  print({ journal: service.journal() }, () => service.report());
  return 0;
};

const isNotDone = ({ outcome }: IndexResult): boolean => outcome === 'not-done';

/** Shows what would be done and asks; without a terminal only `--yes` is a yes. */
async function agreed({ yes }: Flags, text: string, question: string): Promise<boolean> {
  if (yes) return true;
  console.error(text);
  if (!process.stdin.isTTY) {
    console.error('Nothing was done: there is no terminal to ask. Give --yes to do it.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
