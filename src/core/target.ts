import { basename, join, resolve } from 'node:path';
import type { WatchTarget } from './monitor/port.ts';

/** What a person asked for, as typed; every part may be missing. */
export interface TargetFlags {
  readonly root?: string | null | undefined;
  readonly architectDb?: string | null | undefined;
  readonly assignerDb?: string | null | undefined;
  readonly tmuxSocket?: string | null | undefined;
  readonly demo?: boolean | undefined;
}

/**
 * Turns flags or settings into what is watched, with absolute paths. Nothing is looked up: a folder
 * that is not there, or is no Architect folder, shows as the state of its sources.
 */
export function watchTarget(flags: TargetFlags): WatchTarget {
  const root = given(flags.root);
  const architectDb = given(flags.architectDb) ?? (root && join(root, 'data', 'architect.db'));
  const assignerDb =
    given(flags.assignerDb) ?? (root && join(root, 'data', 'assigner', 'assigner.db'));
  const demo = flags.demo ?? false;
  return {
    title: demo ? 'demo' : basename(root ?? assignerDb ?? architectDb ?? '') || 'nothing',
    root,
    architectDb,
    assignerDb,
    tmuxSocket: flags.tmuxSocket || null,
    demo,
  };
}

const given = (path: string | null | undefined): string | null => (path ? resolve(path) : null);

/** What the history of a target is filed under: the folder, else the files. */
export const recordName = ({ root, assignerDb, architectDb }: WatchTarget): string =>
  root ?? [assignerDb, architectDb].filter((file) => file !== null).join(' + ');
