import type { LiveScreen } from '../../shared/live-screen.ts';
import type { Problem } from '../../shared/model.ts';
import { wholeNumber } from './panes.ts';
import type { RunOutcome } from './run.ts';

/** One pane on one run of one server: `key` of a session, taken apart. */
export interface PaneAddress {
  readonly serverPid: number;
  readonly serverStart: number;
  readonly paneId: string;
}

const FIELDS = [
  'pid',
  'start_time',
  'pane_id',
  'pane_width',
  'pane_height',
  'pane_dead',
  'pane_dead_status',
  'pane_in_mode',
  'cursor_x',
  'cursor_y',
  'cursor_flag',
] as const;
const FORMAT = FIELDS.map((name) => `#{${name}}`).join(' ');

/** Far more than a pane of any size a screen can show. */
const MAX_TEXT = 1_000_000;

/** The address in a session's key; null when it belongs to another server than `label`. */
export function addressOf(key: string, label: string): PaneAddress | null {
  if (!key.startsWith(`${label}:`)) return null;
  const [pid, start, paneId, ...more] = key.slice(label.length + 1).split(':');
  const serverPid = wholeNumber(pid);
  const serverStart = wholeNumber(start);
  if (serverPid === null || serverStart === null || more.length > 0) return null;
  return paneId !== undefined && /^%\d+$/.test(paneId) ? { serverPid, serverStart, paneId } : null;
}

/** tmux's arguments that print what is known of a pane, and then its screen. Reads only. */
export const liveArguments = ({ paneId }: PaneAddress): string[] => [
  'display-message',
  '-p',
  '-t',
  paneId,
  FORMAT,
  ';',
  'capture-pane',
  '-e',
  '-p',
  '-t',
  paneId,
];

interface Reading {
  readonly outcome: RunOutcome;
  /** Why the command did not answer; null when it did. */
  readonly problem: Problem | null;
  readonly address: PaneAddress;
  /** When it was taken, ms since the epoch. */
  readonly at: number;
}

/** Reads what `liveArguments` printed. */
export function readLive({ outcome, problem, address, at }: Reading): LiveScreen {
  const end = outcome.stdout.indexOf('\n');
  const fields = outcome.stdout.slice(0, Math.max(end, 0)).split(' ');
  const field = (name: (typeof FIELDS)[number]): string => fields[FIELDS.indexOf(name)] ?? '';
  // Depending on its version tmux complains, or knows nothing of a pane that is not there.
  const isClosed =
    /can't find pane/i.test(outcome.stderr) || (problem === null && field('pane_id') === '');
  if (isClosed) return { kind: 'gone', reason: 'This pane has been closed.' };
  if (problem?.kind === 'tmux-no-server') {
    return { kind: 'gone', reason: 'Its tmux server has ended, and this pane with it.' };
  }
  if (problem !== null) return { kind: 'failed', problem };
  const number = (name: (typeof FIELDS)[number]): number => wholeNumber(field(name)) ?? 0;
  if (number('pid') !== address.serverPid || number('start_time') !== address.serverStart) {
    return { kind: 'gone', reason: 'Its tmux server was started anew; this pane ended with it.' };
  }
  return {
    kind: 'shown',
    takenAt: at,
    columns: number('pane_width'),
    rows: number('pane_height'),
    text: bounded(outcome.stdout.slice(end + 1)),
    cursor:
      field('cursor_flag') === '1' ? { column: number('cursor_x'), row: number('cursor_y') } : null,
    ended: field('pane_dead') === '1' ? endOf(wholeNumber(field('pane_dead_status'))) : null,
    isScrolled: number('pane_in_mode') > 0,
  };
}

const bounded = (text: string): string =>
  text.length <= MAX_TEXT ? text : text.slice(0, text.lastIndexOf('\n', MAX_TEXT) + 1);

const endOf = (status: number | null): string =>
  status === null ? 'The program has ended.' : `The program has ended with status ${status}.`;
