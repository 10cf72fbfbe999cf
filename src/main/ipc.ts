import type { z } from 'zod';
import {
  commandNames,
  commands,
  type CommandArgument,
  type CommandError,
  type CommandName,
  type CommandValue,
  type Result,
} from '../shared/contract.ts';
import { isOurs } from './assets.ts';
import { CommandFailure } from './command-failure.ts';

/** One function per command of the contract; a missing one is a type error. */
export type Handlers = {
  readonly [N in CommandName]: (
    argument: CommandArgument<N>,
  ) => CommandValue<N> | Promise<CommandValue<N>>;
};

interface Frame {
  readonly frameTreeNodeId: number;
  readonly url: string;
}

/** What of Electron's ipcMain is used here. */
interface CommandChannel {
  handle(
    name: string,
    listener: (event: { readonly senderFrame: Frame | null }, argument: unknown) => unknown,
  ): void;
}

interface Options {
  readonly ipc: CommandChannel;
  readonly handlers: Handlers;
  /** The main frame of Lookout's window; null while there is none. */
  readonly mainFrame: () => Frame | null;
  readonly log: (message: string, error?: unknown) => void;
}

/** Registers every command of the contract. Nothing runs before sender and argument are checked. */
export function registerCommands({ ipc, handlers, mainFrame, log }: Options): void {
  for (const name of commandNames) {
    ipc.handle(name, (event, argument: unknown) => {
      // Read at once: the frame is gone from a late access.
      const frame = event.senderFrame;
      if (!isTrusted(frame, mainFrame())) {
        log(`refused ${name} from ${frame?.url ?? 'a frame that is gone'}`);
        return failure('refused', 'Only the window of Lookout may ask that.');
      }
      return answer(handlers, name, argument, log);
    });
  }
}

function isTrusted(sender: Frame | null, main: Frame | null): boolean {
  return (
    sender !== null &&
    main !== null &&
    sender.frameTreeNodeId === main.frameTreeNodeId &&
    isOurs(sender.url)
  );
}

/** The contract, seen so that a command's name and its argument's type stay together. */
const parsers: {
  readonly [N in CommandName]: { readonly argument: z.ZodType<CommandArgument<N>> };
} = commands;

async function answer<N extends CommandName>(
  handlers: Handlers,
  name: N,
  argument: unknown,
  log: Options['log'],
): Promise<Result<CommandValue<N>>> {
  const parsed = parsers[name].argument.safeParse(argument);
  if (!parsed.success) {
    log(`refused the argument of ${name}`, parsed.error.issues);
    return failure('bad-argument', parsed.error.issues.map(({ message }) => message).join('; '));
  }
  try {
    return { ok: true, value: await handlers[name](parsed.data) };
  } catch (error) {
    if (error instanceof CommandFailure) return failure(error.kind, error.message);
    log(`${name} failed`, error);
    return failure('failed', error instanceof Error ? error.message : String(error));
  }
}

const failure = (kind: CommandError['kind'], message: string) =>
  ({ ok: false, error: { kind, message } }) as const;
