import type { ActionItem } from '../shared/contract.ts';
import { toItem, type Action } from './actions.ts';
import { CommandFailure } from './command-failure.ts';

interface Options {
  /** Every action as things stand now. */
  readonly list: () => readonly Action[];
  /** Called with the actions whenever what a person sees of them has changed. */
  readonly onChange: (actions: readonly Action[]) => void;
  /** What went wrong with an action that nobody waits for. */
  readonly onFailure: (text: string) => void;
}

/** Where menu, palette, tray and keys get their actions from, and have them run. */
export class ActionCenter {
  readonly #options: Options;
  #shown = '';

  constructor(options: Options) {
    this.#options = options;
  }

  items(): readonly ActionItem[] {
    return this.#options.list().map(toItem);
  }

  /** Throws CommandFailure where there is no such action, or it cannot be done just now. */
  async run(id: string): Promise<void> {
    const action = this.#options.list().find((one) => one.id === id);
    if (action === undefined) throw new CommandFailure('not-found', 'There is no such action.');
    if (!action.enabled) {
      throw new CommandFailure('refused', `“${action.label}” is not possible just now.`);
    }
    await action.run();
  }

  /** For a click that nobody waits for. */
  readonly click = (id: string): void => {
    this.run(id).catch((error: unknown) =>
      this.#options.onFailure(error instanceof Error ? error.message : String(error)),
    );
  };

  /** Tells about the actions if anything about them has changed. */
  refresh(): void {
    const actions = this.#options.list();
    const showing = JSON.stringify(actions);
    if (showing === this.#shown) return;
    this.#shown = showing;
    this.#options.onChange(actions);
  }
}
