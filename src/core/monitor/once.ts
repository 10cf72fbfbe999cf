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

/**
 * Reads everything once, with exact counts, and tmux twice. States are as they look at this moment:
 * what the monitor shows only after it held for a while is taken at its word here.
 */
export async function takeOnce(
  target: WatchTarget,
  log: Log,
  remotes: readonly Remote[] = [],
): Promise<Snapshot> {
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
  try {
    await watch.readNow();
    const first = picture.take({ seq: 1, paused: false, settings });
    if (first.sources.tmux.state !== 'live') return first;
    await wait(CONFIRM_MS);
    await watch.scanTmux();
    return picture.take({ seq: 2, paused: false, settings });
  } finally {
    await watch.close();
    history.close();
  }
}

const noop = (): void => undefined;
