import type { Severity } from '../../../shared/alerts.ts';
import type { Alert, Target } from '../../../shared/model.ts';
import type { GlyphName } from '../../lib/glyph.tsx';

/** What a person has to do with an alert now. */
export type AlertState = 'new' | 'snoozed' | 'known' | 'over' | 'done';

/** new: nobody has seen to it. over: it ended, and nobody has seen to it. done: ended and seen to. */
export function stateOf({ endedAt, acknowledgedAt, snoozedUntil }: Alert, now: number): AlertState {
  if (endedAt !== null) return acknowledgedAt === null ? 'over' : 'done';
  if (acknowledgedAt !== null) return 'known';
  return snoozedUntil !== null && snoozedUntil > now ? 'snoozed' : 'new';
}

export const stateTitles: Readonly<Record<AlertState, string>> = {
  new: 'on',
  snoozed: 'snoozed',
  known: 'on, seen',
  over: 'over',
  done: 'over, seen',
};

export const severityGlyphs: Readonly<Record<Severity, GlyphName>> = {
  critical: 'broken',
  warning: 'attention',
  info: 'info',
};

export const severityTitles: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  warning: 'warning',
  info: 'info',
};

/** What the button that leads to an alert's subject says. */
export function openLabel(target: Target): string {
  switch (target.view) {
    case 'sessions':
      return 'Open the session';
    case 'queue':
      return target.task === undefined ? 'Open the queue' : 'Open the task';
    case 'maintenance':
      return 'Open maintenance';
    case 'overview':
    case 'alerts':
    case 'settings':
      return 'Open the overview';
    case 'history':
      return 'See history';
    default:
      return target satisfies never;
  }
}

/** Which alerts are listed. */
export const alertFilters = ['to look at', 'on', 'all'] as const;
export type AlertFilter = (typeof alertFilters)[number];

export function passes(alert: Alert, filter: AlertFilter, now: number): boolean {
  const state = stateOf(alert, now);
  if (filter === 'all') return true;
  return filter === 'on' ? alert.endedAt === null : state === 'new' || state === 'over';
}
