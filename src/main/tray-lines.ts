import type { Session, Snapshot, Target } from '../shared/model.ts';
import { count, plural } from '../shared/words.ts';

/** One line of the tray's menu, and where a click on it leads. */
export interface TrayLine {
  readonly label: string;
  readonly target: Target;
}

const overview: Target = { view: 'overview' };

/** What the tray says without a click. */
export const trayTooltip = (snapshot: Snapshot | null): string =>
  snapshot === null ? 'Lookout: taking the first reading' : `Lookout: ${snapshot.headline.text}`;

/** The leading figures, as the top of the tray's menu lists them. */
export function trayLines(snapshot: Snapshot | null): readonly TrayLine[] {
  if (snapshot === null) return [{ label: 'Taking the first reading…', target: overview }];
  const queues = Object.values(snapshot.queues).filter((queue) => queue !== null);
  const sum = (of: 'waiting' | 'inFlight'): number | null =>
    queues.length === 0 ? null : queues.reduce((total, queue) => total + queue[of], 0);
  return [
    { label: snapshot.headline.text, target: overview },
    {
      label: `Waiting ${count(sum('waiting'))}, in flight ${count(sum('inFlight'))}`,
      target: { view: 'queue' },
    },
    { label: needsYou(snapshot.sessions), target: { view: 'sessions' } },
    ...unreadAlerts(snapshot),
  ];
}

function unreadAlerts({ alerts: { unread } }: Snapshot): TrayLine[] {
  if (unread === 0) return [];
  return [{ label: `${plural(unread, 'alert')} to look at`, target: { view: 'alerts' } }];
}

function needsYou(sessions: readonly Session[]): string {
  const waiting = sessions.filter(({ state }) => state === 'waiting').length;
  return waiting === 0 ? 'No session needs you' : `${plural(waiting, 'session')} waiting for you`;
}
