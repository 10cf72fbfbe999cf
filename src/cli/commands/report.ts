import { Command, Option } from 'commander';
import { historyFile } from '../../core/data-folder.ts';
import { reportText } from '../../core/history/report-text.ts';
import { reportOnce } from '../../core/monitor/report-once.ts';
import { ExitCode, type Answer } from '../exit-code.ts';
import { printJson, warn } from '../output.ts';
import { periodOf } from '../period.ts';
import { onTarget, withTargetOptions } from '../target.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly json?: boolean;
  readonly userDataDir?: string;
}

const HELP = `
The report that the History view exports: what came in, went out and failed, by type, the worst hours,
kinds of failures, and how sessions spent their time. It is made of what Lookout has on record of the
folder; of one that it never watched, of what the databases tell of the last 30 days. Only reads.

Times are of this machine's zone unless they name another. In JSON they are milliseconds since the epoch.

Exit code: 0 answered, 2 wrong usage, 3 nothing is known of that folder (printed all the same).`;

export function reportCommand(answer: Answer): Command {
  const command = withTargetOptions(new Command('report'))
    .description('What happened in a period, as Markdown')
    .option('--last <length>', 'so far back: 15min, 24h, 7d, 4w, 1y (24h unless told)')
    .option('--from <time>', 'from then on: 2026-11-24 or 2026-11-24T03:10')
    .option('--to <time>', 'up to then; now unless told')
    .option('--json', 'print JSON')
    .addOption(new Option('--user-data-dir <dir>', "Lookout's own data").hideHelp())
    .addHelpText('after', HELP);
  return command.action(async ({ json, userDataDir, ...flags }: Options) => {
    const period = periodOf(flags, Date.now());
    if (typeof period === 'string') {
      command.error(`error: ${period}`);
      return;
    }
    await onTarget(command, async (target) => {
      const { report, isKnown, problem } = await reportOnce(
        target,
        historyFile(userDataDir),
        period,
      );
      if (problem !== null) warn(`The history that Lookout keeps could not be read. ${problem}`);
      if (json === true) printJson(report);
      else process.stdout.write(reportText(report));
      answer(isKnown ? ExitCode.answered : ExitCode.nothingRead);
    });
  });
}
