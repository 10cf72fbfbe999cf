import type { CommandError } from '../shared/contract.ts';

/** Thrown to answer a command with an error of this kind; the message is fit to be shown. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly kind: CommandError['kind'];

  constructor(kind: CommandError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
