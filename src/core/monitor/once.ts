import { setTimeout as wait } from 'node:timers/promises';
import type { Snapshot } from '../../shared/model.ts';
import type { Remote } from '../../shared/remote.ts';
import { settingsSchema } from '../../shared/settings.ts';
import { AlertDesk } from '../alerts/desk.ts';
import { rulesFile } from '../data-folder.ts';
import { History, MEMORY } from '../history/history.ts';
import type { Log } from '../log.ts';
import { realParts } from './parts.ts';
import { Picture } from './picture.ts';
import type { WatchTarget } from './port.ts';
import { Watch } from './watch.ts';

/** Nothing is read again, so nothing can be read too often. */
const seldom = settingsSchema.parse({
  cadence: { databasesS: 3600, tmuxS: 3600, probeS: 3600 },
});

/** A contradiction between tmux and the database counts when it is still there this much later. */
const CONFIRM_MS = 300;

interface Target {
  readonly target: WatchTarget;
  readonly log: Log;
  readonly remotes?: readonly Remote[];
}

interface Sources {
  readonly watch: Watch;
  /** Kept for as long as this takes. */
  readonly history: History;
  /** Reads everything, with exact counts, and tmux twice; what it comes to is in `history`, too. */
  readonly look: () => Promise<Snapshot>;
}

/** Works on the sources of a target, which are closed afterwards; nothing is read before `look`. */
export async function withSources<T>(
  { target, log, remotes = [] }: Target,
  work: (sources: Sources) => Promise<T>,
): Promise<T> {
  const settings = { ...seldom, remotes: [...remotes] };
  const clock = Date.now;
  const watch = new Watch({
    target,
    settings,
    clock,
    parts: realParts(clock, log, rulesFile()),
    onChange: noop,
  });
  const history = new History(MEMORY, log);
  history.attach('once', [], clock());
  const alerts = new AlertDesk(noop);
  const picture = new Picture({ target, watch, history, alerts, clock, log, journalFile: null });
  const look = async (): Promise<Snapshot> => {
    await Promise.all([watch.readNow(), watch.readRemotesNow()]);
    const first = picture.take({ seq: 1, paused: false, settings });
    if (first.sources.tmux.state !== 'live') return first;
    await wait(CONFIRM_MS);
    await watch.scanTmux();
    return picture.take({ seq: 2, paused: false, settings });
  };
  try {
    return await work({ watch, history, look });
  } finally {
    await watch.close();
    history.close();
  }
}

/**
 * Reads everything once. States are as they look at this moment: what the monitor shows only after it
 * held for a while is taken at its word here.
 */
export const takeOnce = (
  target: WatchTarget,
  log: Log,
  remotes: readonly Remote[] = [],
): Promise<Snapshot> => withSources({ target, log, remotes }, ({ look }) => look());

/** Whether any source at all could be read. */
export const wasRead = ({ sources: { assigner, architect, tmux } }: Snapshot): boolean =>
  [assigner, architect, tmux].some(({ lastReadAt }) => lastReadAt !== null);

const noop = (): void => undefined;
