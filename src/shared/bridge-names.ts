/**
 * How the contract's names reach the preload: as arguments of its process. Importing the contract
 * there would run all its parsers' code at each start of a window, for nothing but their names.
 */
const commandsFlag = '--lookout-commands=';
const eventsFlag = '--lookout-events=';

export interface BridgeNames {
  readonly commands: readonly string[];
  readonly events: readonly string[];
}

export const toArguments = ({ commands, events }: BridgeNames): string[] => [
  commandsFlag + commands.join(','),
  eventsFlag + events.join(','),
];

export function fromArguments(argv: readonly string[]): BridgeNames {
  const list = (flag: string): readonly string[] => {
    const found = argv.find((argument) => argument.startsWith(flag));
    return found === undefined ? [] : found.slice(flag.length).split(',');
  };
  return { commands: list(commandsFlag), events: list(eventsFlag) };
}
