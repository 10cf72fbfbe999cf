import { Command, CommanderError } from 'commander';
import { indexesCommand } from './commands/indexes.ts';
import { explainCommand } from './commands/explain.ts';
import { reportCommand } from './commands/report.ts';
import { statusCommand } from './commands/status.ts';
import { ExitCode } from './exit-code.ts';
import { endQuietlyWithoutReader } from './output.ts';

/** Runs the command line; resolves to its exit code. */
export async function run(args: readonly string[]): Promise<number> {
  endQuietlyWithoutReader();
  let exitCode: number = ExitCode.answered;
  const answer = (code: number): void => {
    exitCode = code;
  };
  const program = new Command('lookout')
    .description('Watches fleets of AI coding agents: queues, sessions, indexes.')
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride();
  const commands = [statusCommand, explainCommand, reportCommand, indexesCommand];
  for (const command of commands.map((make) => make(answer))) {
    program.addCommand(command);
    inheritSettings(command, program);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asked-for help ends in an error, too.
    return error.exitCode === 0 ? ExitCode.answered : ExitCode.wrongUsage;
  }
  return exitCode;
}

/** Help and errors work the same at every depth. */
function inheritSettings(command: Command, from: Command): void {
  command.copyInheritedSettings(from);
  for (const sub of command.commands) inheritSettings(sub, from);
}
