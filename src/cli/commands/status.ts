import { Command } from 'commander';
import { Monitor } from '../../core/monitor/monitor.ts';
import { takeOnce, wasRead } from '../../core/monitor/once.ts';
import type { WatchTarget } from '../../core/monitor/port.ts';
import type { Snapshot } from '../../shared/model.ts';
import { remotesSchema, type Remote } from '../../shared/remote.ts';
import { defaultSettings } from '../../shared/settings.ts';
import { ExitCode, type Answer } from '../exit-code.ts';
import { printJson } from '../output.ts';
import { statusPage } from '../page/status-page.ts';
import { onTarget, withTargetOptions } from '../target.ts';
import { LivePage, pageSize } from '../terminal.ts';

const HELP = `
Reads everything once, tmux twice 0.3 s apart, so that only contradictions that last are reported.
States are as they look at this moment; \`since\` is when this command first saw them, except where
tmux or a database says more.

Exit code: 0 answered, 2 wrong usage, 3 no source could be read at all (printed all the same).`;

export function statusCommand(answer: Answer): Command {
  const command = withTargetOptions(new Command('status'))
    .description('How the queues and the sessions are')
    .option('--json', 'print JSON; with --watch one line for each snapshot')
    .option('--watch', 'go on until Ctrl+C')
    .option('--ssh-host <host...>', 'tmux on this host too, over your ssh; HOST or HOST:SOCKET')
    .addHelpText('after', HELP);
  return command.action(async (options: Options) => {
    const json = options.json === true;
    const remotes = remotesSchema.safeParse((options.sshHost ?? []).map(remoteOf));
    if (!remotes.success)
      command.error('error: --ssh-host takes HOST or HOST:SOCKET, each host once');
    const hosts = remotes.data ?? [];
    await onTarget(command, async (target) => {
      answer(
        await (options.watch === true ? watch(target, hosts, json) : once(target, hosts, json)),
      );
    });
  });
}

interface Options {
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly sshHost?: readonly string[];
}

function remoteOf(given: string): { host: string; tmuxSocket: string | null } {
  const [host = '', ...socket] = given.split(':');
  return { host, tmuxSocket: socket.length === 0 ? null : socket.join(':') };
}

async function once(
  target: WatchTarget,
  remotes: readonly Remote[],
  json: boolean,
): Promise<number> {
  const snapshot = await takeOnce(target, quiet, remotes);
  if (json) printJson(withoutCharts(snapshot));
  else printPage(snapshot);
  return exitCodeOf(snapshot);
}

/** Shows every snapshot until it is interrupted; the last one decides how it ends. */
async function watch(
  target: WatchTarget,
  remotes: readonly Remote[],
  json: boolean,
): Promise<number> {
  const page = json ? null : new LivePage(process.stdout);
  let exitCode: number = ExitCode.nothingRead;
  const monitor = new Monitor({
    log: quiet,
    onSnapshot: (snapshot) => {
      exitCode = exitCodeOf(snapshot);
      if (page === null) printJson(withoutCharts(snapshot), 0);
      else page.show(statusPage(snapshot, pageSize(process.stdout)));
    },
  });
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  await monitor.watch(target, { ...defaultSettings, remotes: [...remotes] });
  await interrupted;
  page?.close();
  await monitor.stop();
  return exitCode;
}

/** What goes wrong is in the snapshot's sources; a command has no log. */
const quiet = (): void => undefined;

function printPage(snapshot: Snapshot): void {
  process.stdout.write(`${statusPage(snapshot, pageSize(process.stdout)).join('\n')}\n`);
}

/** Charts are of samples since the start: a command has none worth printing. */
function withoutCharts(snapshot: Snapshot): Omit<Snapshot, 'charts'> {
  const { charts: _charts, ...rest } = snapshot;
  return rest;
}

const exitCodeOf = (snapshot: Snapshot): number =>
  wasRead(snapshot) ? ExitCode.answered : ExitCode.nothingRead;
