import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { agentLabel } from '../../core/sessions/agents.ts';
import { dataFolder, historyFile, rulesFile } from '../../core/data-folder.ts';
import { logNames } from '../../core/history/observed.ts';
import { pastOf, type Past } from '../../core/history/past-of-session.ts';
import type { WatchTarget } from '../../core/monitor/port.ts';
import { explainScreen, type Explanation } from '../../core/sessions/explain.ts';
import { UserRules } from '../../core/sessions/user-rules.ts';
import { createTmuxSource, type TmuxSource } from '../../core/tmux/scan.ts';
import type { Problem, Session } from '../../shared/model.ts';
import { remoteSchema } from '../../shared/remote.ts';
import type { Stretch } from '../../shared/timeline.ts';
import { ExitCode, type Answer } from '../exit-code.ts';
import { printJson, warn } from '../output.ts';
import { explainPage, historyLines } from '../page/explain-page.ts';
import { onTarget, withTargetOptions } from '../target.ts';

interface Options {
  readonly json?: boolean;
  readonly screen?: string;
  readonly title?: string;
  readonly command?: string;
  readonly dead?: boolean;
  readonly rules?: string;
  readonly userDataDir?: string;
}

const HELP = `
SESSION is a tmux session's name, a pane's id (%3) or a key from \`status --json\`; on another machine
HOST:NAME or HOST:%3, over your ssh. Without --root or --tmux-socket the default tmux server is asked.
With --root it says, too, what Lookout has on record of the session in the last 24 hours.

With --screen a saved screen is judged by itself, for writing rules (docs/rules.md): what
\`tmux capture-pane -e -p\` printed, with colours or without.

Exit code: 0 answered, 2 wrong usage or no such session, 3 tmux or the file could not be read.`;

/** How long a state may have to hold before it is shown; a second look follows that much later. */
const SETTLE_MS = 1600;

export function explainCommand(answer: Answer): Command {
  const command = withTargetOptions(new Command('explain'))
    .description('What a session is doing, and why we think so')
    .argument('[session]', 'the session to explain')
    .option('--screen <file>', 'judge a saved screen instead')
    .option('--title <title>', "with --screen: the pane's title")
    .option('--command <command>', "with --screen: the pane's command")
    .option('--dead', "with --screen: the pane's program has ended")
    .option('--rules <file>', "rules of your own (without it rules.json among Lookout's data)")
    .addOption(new Option('--user-data-dir <dir>', "Lookout's own data").hideHelp())
    .option('--json', 'print JSON')
    .addHelpText('after', HELP);
  return command.action(async (session: string | undefined, options: Options) => {
    if (options.screen !== undefined) answer(await explainFile(options.screen, options));
    else if (session === undefined) command.error('error: name a session, or a file with --screen');
    else await explainSession(command, session, options, answer);
  });
}

async function explainFile(file: string, options: Options): Promise<number> {
  const { title, command, dead, json } = options;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    warn(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  });
  if (text === null) return ExitCode.nothingRead;
  const saved = {
    text,
    ...(title === undefined ? {} : { title }),
    ...(command === undefined ? {} : { command }),
    ...(dead === undefined ? {} : { dead }),
  };
  const rules = new UserRules(rulesOf(options));
  rules.refresh(Date.now());
  warnAbout(rules.problems());
  show(explainScreen(saved, rules.book(), Date.now()), file, json === true);
  rules.close();
  return ExitCode.answered;
}

const rulesOf = ({ rules, userDataDir }: Options): string =>
  rules === undefined ? rulesFile(userDataDir) : resolve(rules);

function warnAbout(problems: readonly Problem[]): void {
  for (const { message, action } of problems) warn(`${message} ${action}`);
}

async function explainSession(
  command: Command,
  name: string,
  options: Options,
  answer: Answer,
): Promise<void> {
  const { host, session } = whereIs(name);
  const work = async (socket: string | null, target: WatchTarget | null) => {
    const source = createTmuxSource({
      socket,
      intervalMs: 2000,
      rulesFile: rulesOf(options),
      ...(host === null
        ? {}
        : { remote: { host, controlFolder: join(dataFolder(options.userDataDir), 'ssh') } }),
    });
    const past = target === null ? null : pastOf(target, historyFile(options.userDataDir));
    try {
      answer(await explainLive(source, session, past, options.json === true));
    } finally {
      past?.close();
      await source.close();
    }
  };
  const isTold = ['root', 'architectDb', 'assignerDb', 'tmuxSocket', 'demo'].some(
    (flag) => command.getOptionValue(flag) !== undefined,
  );
  await (isTold
    ? onTarget(command, (target) => work(target.tmuxSocket, target))
    : work(null, null));
}

/** A tmux session has no colon in its name; a key does, and ends in a pane's id. */
function whereIs(name: string): { host: string | null; session: string } {
  const [, given, session = ''] = /^([^:]+):([^:]+)$/.exec(name) ?? [];
  const host = remoteSchema.shape.host.safeParse(given);
  return host.success ? { host: host.data, session } : { host: null, session: name };
}

async function explainLive(
  source: TmuxSource,
  name: string,
  past: Past | null,
  json: boolean,
): Promise<number> {
  await source.read();
  if (source.isSettling()) {
    await new Promise((done) => {
      setTimeout(done, SETTLE_MS);
    });
    await source.read();
  }
  const reading = source.latest();
  const { problem, limits } = source.status();
  warnAbout(limits);
  if (reading === null) {
    warn(problem === null ? 'tmux could not be read.' : `${problem.message} ${problem.action}`);
    return ExitCode.nothingRead;
  }
  const found = reading.sessions.filter((one) => isMeant(one, name));
  const names = logNames(reading.sessions);
  for (const session of found) {
    const history = past?.of(names.get(session.key) ?? session.name, Date.now()) ?? null;
    show(session, session.name, json, history);
  }
  if (found.length > 0) return ExitCode.answered;
  warn(`No session is called "${name}". There are: ${reading.names.join(', ') || 'none'}.`);
  return ExitCode.wrongUsage;
}

const isMeant = ({ name, paneId, key }: Session, asked: string): boolean =>
  [name, paneId, key].includes(asked);

/** `history`: null where nothing is on record. */
function show(
  explained: Explanation | Session,
  name: string,
  json: boolean,
  history?: readonly Stretch[] | null,
): void {
  if (json) printJson(history === undefined ? explained : { ...explained, history });
  else {
    const now = Date.now();
    const lines = [
      ...explainPage(explained, name, agentLabel(explained.agent), now),
      ...historyLines(history ?? [], now),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}
