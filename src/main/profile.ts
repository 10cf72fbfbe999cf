import { join, resolve } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { TargetFlags } from '../core/target.ts';

export interface Folders {
  readonly profile: string;
  readonly logs: string;
}

/** The folder of this profile: the user's own, or what --user-data-dir says. */
export function openProfile(): Folders {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  if (given !== '') app.setPath('userData', resolve(given));
  const profile = app.getPath('userData');
  return { profile, logs: join(profile, 'logs') };
}

const path = z.string().nullable();
const flagsSchema = z.object({
  root: path,
  architectDb: path,
  assignerDb: path,
  tmuxSocket: path,
  demo: z.boolean(),
});

/** Whether this is the profile's only instance; if not, the other one is told and shows itself. */
export const isOnlyInstance = (flags: TargetFlags): boolean =>
  app.requestSingleInstanceLock({ ...flags });

/** Calls back with what a second start was asked to watch. */
export function onSecondInstance(react: (flags: TargetFlags) => void): void {
  app.on('second-instance', (_event, _argv, _cwd, told) => {
    const { data } = flagsSchema.safeParse(told);
    react(data ?? {});
  });
}
