import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import { dataFolder } from '../../core/data-folder.ts';
import {
  builtIn,
  CatalogueError,
  withUserFile,
  type Catalogue,
} from '../../core/maintenance/catalogue.ts';
import { forkChild } from '../../core/maintenance/fork-child.ts';
import { MaintenanceError } from '../../core/maintenance/maintenance-error.ts';
import { MaintenanceService } from '../../core/maintenance/service.ts';
import type { WatchTarget } from '../../core/monitor/port.ts';
import type { CopyResult, IndexResult, MaintenancePlan } from '../../shared/maintenance.ts';
import { ExitCode, type Answer } from '../exit-code.ts';
import { printJson, warn } from '../output.ts';
import { asCopy, asMeasures, asPlan, asResults, asRollbackPlan } from '../page/maintenance-page.ts';
import { asAdvice } from '../page/advice-page.ts';
import { onTarget } from '../target.ts';

interface Flags {
  readonly userDataDir?: string;
  readonly catalogue?: string;
  readonly json?: boolean;
  readonly only?: string[];
  readonly replace?: string[];
  readonly asReference?: boolean;
  readonly onCopy?: boolean;
  readonly allowLong?: boolean;
  readonly yes?: boolean;
  readonly sql?: string;
  readonly plansOnly?: boolean;
}

/** Adds what can be done about indexes to the command that lists them. */
export function addMaintenance(indexes: Command, answer: Answer): void {
  indexes
    .option('--catalogue <file>', 'a catalogue of your own, added to the built-in one')
    .addOption(new Option('--user-data-dir <dir>', "Lookout's own data").hideHelp());
  const sub = (name: string, description: string, work: Work) =>
    indexes
      .command(name)
      .description(description)
      .action(async (_: Flags, command: Command) => {
        await onTarget(command, async (target) => answer(await run(target, command, work)));
      });
  planFlags(sub('plan', 'what apply would do, with its SQL and figures; only reads', plan));
  planFlags(sub('apply', 'creates what is missing, one index at a time', apply))
    .option('--yes', 'do it without asking')
    .option('--allow-long', "do it even if it may outlast the writers' patience (30 s)");
  sub('rollback', 'takes back what Lookout did, by its own journal', rollback)
    .option('--only <name...>', 'these indexes or journal lines only')
    .option('--yes', 'do it without asking');
  sub('measure', "plan and time of the catalogue's queries now; only reads", measure)
    .option('--only <name...>', 'with --on-copy: these indexes only')
    .option('--on-copy', 'build what is missing on a copy and measure before and after there');
  sub('advise', 'which indexes would serve your statements; only reads', advise)
    .option('--sql <file>', "statements, - for standard input; the catalogue's own when left out")
    .option('--plans-only', 'make no copy, measure no time');
  sub('report', 'what was done and what it brought, as Markdown', report);
}

const planFlags = (command: Command): Command =>
  command
    .option('--only <name...>', 'these indexes only')
    .option('--replace <name...>', 'replace these where another definition has their name')
    .option('--as-reference', "the reference document's literal definitions");

/** The catalogue in force. Ends with a usage error where the user's own cannot be used. */
export function catalogueOf(command: Command): Catalogue {
  const { catalogue } = command.optsWithGlobals<Flags>();
  if (catalogue === undefined) return builtIn;
  try {
    return withUserFile(catalogue);
  } catch (error) {
    if (error instanceof CatalogueError) command.error(`error: ${error.message}`);
    throw error;
  }
}

interface Session {
  readonly service: MaintenanceService;
  readonly flags: Flags;
  readonly signal: AbortSignal;
  /** Prints the JSON, or the text where JSON was not asked for. */
  readonly print: (json: unknown, text: () => string) => void;
}

/** Resolves to the exit code. */
type Work = (session: Session) => Promise<number>;

async function run(target: WatchTarget, command: Command, work: Work): Promise<number> {
  const flags = command.optsWithGlobals<Flags>();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on('SIGINT', onInterrupt);
  let service: MaintenanceService | null = null;
  try {
    service = new MaintenanceService({
      target: { architect: target.architectDb, assigner: target.assignerDb },
      dataDir: dataFolder(flags.userDataDir),
      start: forkChild,
      catalogue: catalogueOf(command),
    });
    return await work({
      service,
      flags,
      signal: stop.signal,
      print: (json, text) => {
        if (flags.json) printJson(json);
        else process.stdout.write(`${text()}\n`);
      },
    });
  } catch (error) {
    return failed(error, command);
  } finally {
    process.off('SIGINT', onInterrupt);
    await service?.close();
  }
}

function failed(error: unknown, command: Command): number {
  if (!(error instanceof MaintenanceError)) throw error;
  if (error.kind === 'bad-request') command.error(`error: ${error.message}`);
  warn(error.message);
  return ExitCode.notDone;
}

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
  return made.problems.length > 0 ? ExitCode.notDone : ExitCode.answered;
};

const apply: Work = async (session) => {
  const { service, flags, signal, print } = session;
  const made = await makePlan(session, false);
  const todo = made.indexes.filter(({ action }) => action !== 'none');
  if (todo.length > 0 && !(await agreed(flags, asPlan(made), `Do this to ${todo.length}?`))) {
    return ExitCode.notDone;
  }
  const longBuilds = flags.allowLong ?? false;
  const results = await service.apply({ planId: made.id, longBuilds }, { signal });
  print({ results, problems: made.problems }, () => asResults(results, made.problems));
  return made.problems.length > 0 || results.some(isNotDone) ? ExitCode.notDone : ExitCode.answered;
};

const rollback: Work = async ({ service, flags, signal, print }) => {
  const request = { only: flags.only };
  await service.inspect({ signal });
  const steps = service.planRollback(request);
  const question = `Take back ${steps.length}?`;
  if (steps.length > 0 && !(await agreed(flags, asRollbackPlan(steps), question)))
    return ExitCode.notDone;
  const results = steps.length === 0 ? [] : await service.rollback(request, { signal });
  print({ results }, () => asResults(results, []));
  return results.some(isNotDone) ? ExitCode.notDone : ExitCode.answered;
};

const measure: Work = async ({ service, flags, signal, print }) => {
  if (!flags.onCopy) {
    const queries = await service.measure({ signal });
    print({ queries }, () => asMeasures(queries));
    return ExitCode.answered;
  }
  const made = await service.plan({ only: flags.only, quick: true }, { signal });
  const copies: CopyResult[] = [];
  for (const { name, action } of made.indexes) {
    if (action !== 'none') copies.push(await service.measureOnCopy(name, { signal }));
  }
  print({ copies, problems: made.problems }, () => copies.map(asCopy).join('\n'));
  return made.problems.length > 0 ? ExitCode.notDone : ExitCode.answered;
};

const advise: Work = async ({ service, flags, signal, print }) => {
  const sql = flags.sql === undefined ? undefined : readSql(flags.sql);
  const advice = await service.advise({ sql, onCopy: flags.plansOnly !== true }, { signal });
  print(advice, () => asAdvice(advice));
  const incomplete =
    advice.problems.length > 0 || advice.queries.some(({ problem }) => problem !== null);
  return incomplete ? ExitCode.notDone : ExitCode.answered;
};

function readSql(file: string): string {
  try {
    return readFileSync(file === '-' ? process.stdin.fd : file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MaintenanceError('bad-request', `The SQL cannot be read: ${reason}`, error);
  }
}

const report: Work = async ({ service, print }) => {
  print({ journal: service.journal() }, () => service.report());
  return ExitCode.answered;
};

const isNotDone = ({ outcome }: IndexResult): boolean => outcome === 'not-done';

/** Shows what would be done and asks; without a terminal only `--yes` is a yes. */
async function agreed({ yes }: Flags, text: string, question: string): Promise<boolean> {
  if (yes) return true;
  warn(text);
  if (!process.stdin.isTTY) {
    warn('Nothing was done: there is no terminal to ask. Give --yes to do it.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
