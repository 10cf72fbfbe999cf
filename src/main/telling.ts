import type { Delivery } from '../core/alerts/delivery.ts';
import type { AlertSettings } from '../shared/alerts.ts';
import type { AlertCommands } from './alert-command.ts';

interface Options {
  readonly settings: () => AlertSettings;
  readonly notify: (delivery: Delivery) => void;
  readonly commands: AlertCommands;
  readonly onProblem: (text: string) => void;
}

/** Tells a person of an alert in each way that they have chosen. */
export class Telling {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  readonly tell = (delivery: Delivery): void => {
    const { settings, notify, commands, onProblem } = this.#options;
    const { notify: isWanted, notifyEnd, command } = settings();
    if (isWanted && (delivery.kind === 'fired' || notifyEnd)) notify(delivery);
    if (command === null) return;
    commands
      .run(command, delivery)
      .catch((error: unknown) => onProblem(error instanceof Error ? error.message : String(error)));
  };
}
