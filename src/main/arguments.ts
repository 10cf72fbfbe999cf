import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { TargetFlags } from '../core/target.ts';
import { views, type View } from '../shared/views.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the app was started with. Paths are absolute. */
export interface Arguments {
  readonly target: TargetFlags;
  readonly screenshot: string | null;
  readonly picture: string | null;
  readonly view: View | null;
  readonly theme: 'light' | 'dark' | null;
  readonly size: Size | null;
}

export type Parsed =
  | { readonly kind: 'run'; readonly arguments: Arguments }
  /** Nothing to run: text for stdout (help) or one line for stderr (wrong usage). */
  | { readonly kind: 'exit'; readonly code: 0 | 2; readonly text: string };

interface Context {
  readonly cwd: string;
  readonly version: string;
  /** Electron was started with the app's folder as an argument (`process.defaultApp`). */
  readonly isDefaultApp: boolean;
}

/** Parses `process.argv` of the app, which Electron and Chromium share. */
export function parseArguments(argv: readonly string[], context: Context): Parsed {
  let text = '';
  const program = new Command('lookout')
    .version(context.version)
    .description('Live queue depth and session health of an Architect system.')
    .option('--root <folder>', 'Architect folder to watch')
    .option('--architect-db <file>', 'architect database')
    .option('--assigner-db <file>', 'assigner database')
    .addOption(new Option('--tmux-socket <name>', 'as tmux -L').argParser(socketName))
    .option('--demo', 'watch the demo')
    .option('--screenshot <file>', 'write a picture of the first live chart, then quit')
    .option('--picture <file>', 'keep writing a picture of the window')
    .addOption(new Option('--view <name>', 'view to open').choices(views))
    .addOption(new Option('--theme <name>', 'colours').choices(['light', 'dark']))
    .addOption(new Option('--size <WxH>', 'size of the window').argParser(size))
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (s) => (text += s), writeErr: (s) => (text += s) });
  try {
    program.parse(ownArguments(argv, context.isDefaultApp), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: 'exit', code: error.exitCode === 0 ? 0 : 2, text: oneLine(error, text) };
  }
  return { kind: 'run', arguments: argumentsOf(program.opts<Options>(), context.cwd) };
}

interface Options {
  readonly root?: string;
  readonly architectDb?: string;
  readonly assignerDb?: string;
  readonly tmuxSocket?: string;
  readonly demo?: boolean;
  readonly screenshot?: string;
  readonly picture?: string;
  readonly view?: View;
  readonly theme?: 'light' | 'dark';
  readonly size?: Size;
}

function argumentsOf(options: Options, cwd: string): Arguments {
  const path = (value: string | undefined): string | null =>
    value === undefined ? null : resolve(cwd, value);
  return {
    target: {
      root: path(options.root),
      architectDb: path(options.architectDb),
      assignerDb: path(options.assignerDb),
      tmuxSocket: options.tmuxSocket ?? null,
      demo: options.demo ?? false,
    },
    screenshot: path(options.screenshot),
    picture: path(options.picture),
    view: options.view ?? null,
    theme: options.theme ?? null,
    size: options.size ?? null,
  };
}

/** Whether the flags name something to watch. */
export const namesTarget = ({ root, architectDb, assignerDb, demo }: TargetFlags): boolean =>
  Boolean(root) || Boolean(architectDb) || Boolean(assignerDb) || demo === true;

function size(value: string): Size {
  const match = /^(\d{3,5})x(\d{3,5})$/.exec(value);
  if (match === null) throw new InvalidArgumentError('It is written like 1600x1000.');
  return { width: Number(match[1]), height: Number(match[2]) };
}

function socketName(value: string): string {
  if (!/^[\w.-]{1,64}$/.test(value))
    throw new InvalidArgumentError('It is a name such as tmux -L takes, not a path.');
  return value;
}

/**
 * Switches for Electron, Chromium or the desktop, which the same command line carries. Ours start
 * with none of these words, so that a misspelt one of ours is still noticed.
 */
const foreign =
  /^--(no|enable|disable|force|inspect|remote-debugging|user-data-dir|ozone|js-flags|lang|log|v|vmodule|use|trace|proxy|host|password-store|gtk|class|name|in-process|gpu|allow|high-dpi|original-process|in-memory|headless|wm|startup|crash|type|test-type|ignore)([-=]|$)|^-psn_/;

function ownArguments(argv: readonly string[], isDefaultApp: boolean): readonly string[] {
  const rest = argv.slice(1);
  const loader = isDefaultApp ? rest.indexOf('-r') : -1;
  if (loader !== -1) rest.splice(loader, 2);
  const own = rest.filter((argument) => !foreign.test(argument));
  return isDefaultApp ? own.slice(1) : own;
}

const oneLine = (error: CommanderError, text: string): string =>
  error.exitCode === 0
    ? text.trimEnd()
    : `lookout: ${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}`;
