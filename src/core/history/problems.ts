import type { Problem } from '../../shared/model.ts';
import { duration } from '../../shared/words.ts';
import type { Damage, DamagedStretch } from './damage.ts';
import { ForeignHistoryError } from './database.ts';

/** What can be wrong with Lookout's own history, in words. */

const LITTLE_BEHIND_MS = 5 * 60_000;

/** Its file, or its folder, is not where it was. */
export class HistoryGoneError extends Error {
  override readonly name = 'HistoryGoneError';
}

/** Another Lookout has the file: it records and alerts, this one reads. */
export const otherLookout: Problem = {
  kind: 'history',
  message:
    'Another Lookout with the same data folder keeps the history and gives the alerts: this one shows them.',
  action: 'Nothing to do: when the other one ends, this one goes on within seconds.',
};

const UNSET: Problem = {
  kind: 'history',
  message: 'The clock of this computer was never set: no history is kept until it is right.',
  action: 'Set the clock; history goes on by itself.',
};

/** Null while the clock is at most a little behind: that passes by itself. */
export function clockProblem(behindMs: number): Problem | null {
  if (behindMs === Infinity) return UNSET;
  if (behindMs <= LITTLE_BEHIND_MS) return null;
  return {
    kind: 'history',
    message: `The clock of this computer is ${duration(behindMs)} behind what Lookout has recorded: no history is kept until it is right.`,
    action: 'Set the clock. If it is right already, history goes on by it within an hour.',
  };
}

/** Everything else goes on, and it mends itself in time: what is old is let go of. */
export function damageProblem({ around, ofAlerts }: Damage): Problem | null {
  const said = [
    around && `A part of Lookout's own history${when(around)} is damaged: it is shown as a gap.`,
    ofAlerts && `Of Lookout's alert log something${when(ofAlerts)} is damaged: it is left out.`,
  ].filter((sentence) => sentence !== null);
  if (said.length === 0) return null;
  return {
    kind: 'history',
    message: said.join(' '),
    action: 'The rest is kept and shown. If it happens again, have the disk checked.',
  };
}

/** Empty where nobody can tell. */
function when({ from, to }: DamagedStretch): string {
  if (from === 0) return '';
  const [first, last] = [dayOf(from), dayOf(Math.max(from, to - 1))];
  return first === last ? ` of ${first}` : ` between ${first} and ${last}`;
}

const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const dayOf = (t: number): string => dayFormat.format(t);

/** Of an error in opening, reading or writing the file. */
export function problemOf(error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ForeignHistoryError) {
    return {
      kind: 'history',
      message,
      action: 'Update Lookout, or move that file away to start a new history.',
    };
  }
  const { says, todo } = reasonOf(error, message);
  return {
    kind: 'history',
    message: `${says}: history goes on in memory for now.`,
    action: `${todo} Within a minute it goes on in its file, with what happened meanwhile if Lookout stays open.`,
  };
}

function reasonOf(error: unknown, message: string): { says: string; todo: string } {
  if (error instanceof HistoryGoneError) {
    return { says: message, todo: 'Put it back, or start Lookout again to begin a new history.' };
  }
  if (/full|ENOSPC|EDQUOT/i.test(message)) {
    return { says: "The disk with Lookout's own history is full", todo: 'Free some space.' };
  }
  if (/readonly|read-only|unable to open|EROFS|EACCES|EPERM/i.test(message)) {
    return {
      says: "Lookout's own history cannot be written to the data folder",
      todo: 'Let your user write to it (Help, Open log folder).',
    };
  }
  return {
    says: `Lookout's own history cannot be written (${message})`,
    todo: 'Check the data folder (Help, Open log folder).',
  };
}
