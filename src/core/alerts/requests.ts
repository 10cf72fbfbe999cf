import type { AlertRule, DryRun } from '../../shared/alerts.ts';
import type { Alert } from '../../shared/model.ts';
import type { Clock } from '../clock.ts';
import type { History } from '../history/history.ts';
import { publicly } from './log.ts';
import { dryRun } from './replay.ts';

/** What the window asks of the alert log. Where nothing can be read, the answer is empty. */

export function listAlerts(
  history: History,
  now: number,
  { before, most }: { readonly before: number | null; readonly most: number },
): readonly Alert[] {
  const rows = history.read(now, ({ alerts }) => alerts.recent(most, before ?? undefined));
  return rows?.map(publicly) ?? [];
}

/**
 * To acknowledge by itself that an index is gone says that it is meant to be: it is not missed. False
 * where nothing can be written, here or because another Lookout keeps the log.
 */
export function acknowledge(
  history: History,
  now: number,
  ids: readonly number[] | 'all',
): boolean {
  const done = history.use(now, ({ alerts, indexes }) => {
    const named = ids === 'all' ? [] : ids.flatMap((id) => alerts.get(id) ?? []);
    for (const { kind, subject, endedAt } of named) {
      if (kind === 'index-lost' && endedAt === null) indexes.forget(subject);
    }
    alerts.acknowledge(ids, now);
    return true;
  });
  return done ?? false;
}

/** False where nothing can be written, as with `acknowledge`. */
export function snooze(
  history: History,
  now: number,
  { id, minutes }: { readonly id: number; readonly minutes: number },
): boolean {
  const done = history.use(now, ({ alerts }) => {
    alerts.snooze(id, now + minutes * 60_000);
    return true;
  });
  return done ?? false;
}

export const tryRule = (history: History, clock: Clock, rule: AlertRule): Promise<DryRun> =>
  dryRun(rule, (work) => history.read(clock(), work), clock());
