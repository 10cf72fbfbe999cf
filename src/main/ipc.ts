import type { IpcMain, WebFrameMain } from 'electron';
import type { z } from 'zod';
import {
  commands,
  isCommandName,
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

interface Options {
  readonly ipc: Pick<IpcMain, 'handle'>;
  readonly handlers: Handlers;
  /** The main frame of Lookout's window; null while there is none. */
  readonly mainFrame: () => Pick<WebFrameMain, 'frameTreeNodeId'> | null;
  readonly log: (message: string, error?: unknown) => void;
}

/** Registers every command of the contract. Nothing runs before sender and argument are checked. */
export function registerCommands({ ipc, handlers, mainFrame, log }: Options): void {
  for (const name of Object.keys(commands).filter(isCommandName)) {
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

function isTrusted(
  sender: Pick<WebFrameMain, 'frameTreeNodeId' | 'url'> | null,
  main: Pick<WebFrameMain, 'frameTreeNodeId'> | null,
): boolean {
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
