/** How every command ends. */
export const ExitCode = {
  answered: 0,
  /** Something that was asked for could not be done, or was not agreed to. */
  notDone: 1,
  /** The command line was not understood. */
  wrongUsage: 2,
  /** No source could be read at all; what is known was printed all the same. */
  nothingRead: 3,
} as const;

/** Commands tell how they ended. */
export type Answer = (code: number) => void;
