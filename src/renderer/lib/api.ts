import type {
  CommandArgument,
  CommandError,
  CommandName,
  CommandValue,
  LookoutApi,
} from '../../shared/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload; the only way out of the window. */
    readonly lookout: LookoutApi;
  }
}

/** What a command's refusal or failure becomes; `message` is written for people. */
class CommandFailed extends Error {
  readonly kind: CommandError['kind'];

  constructor(error: CommandError) {
    super(error.message);
    this.name = 'CommandFailed';
    this.kind = error.kind;
  }
}

/** Whether the main process would not do it now: nothing is broken. */
export const isRefused = (error: unknown): boolean =>
  error instanceof CommandFailed && error.kind === 'refused';

/** Sends a command to the main process. Rejects with CommandFailed when it is refused or fails. */
export async function call<N extends CommandName>(
  name: N,
  ...argument: CommandArgument<N> extends undefined ? [] : [CommandArgument<N>]
): Promise<CommandValue<N>> {
  const result = await window.lookout.invoke(name, ...argument);
  if (result.ok) return result.value;
  throw new CommandFailed(result.error);
}
