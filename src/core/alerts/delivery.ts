import type { AlertRule, AlertSettings, QuietHours, Severity } from '../../shared/alerts.ts';
import type { Alert, Target } from '../../shared/model.ts';
import { duration } from '../../shared/words.ts';
import type { LoggedAlert } from './log.ts';

/** What is shown to a person (and handed to their program) for some alerts at once. */
export interface Delivery {
  readonly kind: 'fired' | 'ended';
  readonly title: string;
  readonly body: string;
  readonly severity: Severity;
  readonly target: Target;
  /** The alerts it stands for. */
  readonly alerts: readonly Alert[];
}

/** This many at once are told one by one; more become one message. */
const SINGLE = 2;
const LINES = 5;
const RANK: readonly Severity[] = ['info', 'warning', 'critical'];
/** What fires within this time of the first is told with it. */
const GATHER_MS = 2000;
/** After a start or a sleep sources come back one by one: what was missed is told together. */
const GATHER_MISSED_MS = 12_000;

export interface Deliverable {
  /** Everything that is on. */
  readonly open: readonly LoggedAlert[];
  /** What has just ended by itself. */
  readonly ended: readonly LoggedAlert[];
  /** Ids of those that began while nobody watched. */
  readonly missed: ReadonlySet<number>;
  readonly settings: AlertSettings;
  readonly now: number;
}

/**
 * Decides what is told now: nothing in quiet hours (it is told as one summary afterwards), one
 * message each for one or two alerts, one for all when many fire at once, and one summary for what
 * began while nobody watched. What has been told is kept in the alert log, not here, so that
 * nothing is told twice or forgotten over a restart.
 */
export class Deliverer {
  #gatherFrom: number | null = null;

  next({ open, ended, missed, settings, now }: Deliverable): Delivery[] {
    const quiet = (alert: Alert): boolean => isQuiet(alert, settings, new Date(now));
    const due = open.filter((alert) => isUntold(alert, now) && !quiet(alert));
    const over = ended.filter(
      (alert) => alert.toldAt !== null && alert.acknowledgedAt === null && !quiet(alert),
    );
    return [...this.#fired(due, missed, now), ...endings(over)];
  }

  #fired(due: readonly LoggedAlert[], missed: ReadonlySet<number>, now: number): Delivery[] {
    if (due.length === 0) {
      this.#gatherFrom = null;
      return [];
    }
    const isLate = (alert: Alert): boolean =>
      missed.has(alert.id) || now - alert.firedAt > GATHER_MISSED_MS;
    const late = due.filter(isLate);
    const fresh = due.filter((alert) => !isLate(alert));
    this.#gatherFrom = Math.min(this.#gatherFrom ?? now, now);
    const patience = due.some(({ id }) => missed.has(id)) ? GATHER_MISSED_MS : GATHER_MS;
    if (now - this.#gatherFrom < patience) return [];
    this.#gatherFrom = null;
    return [
      ...(late.length === 0 ? [] : [together(late, 'While you were away')]),
      ...(fresh.length > SINGLE ? [together(fresh, 'Lookout')] : fresh.map(single)),
    ];
  }
}

const isUntold = (alert: LoggedAlert, now: number): boolean =>
  alert.toldAt === null &&
  alert.acknowledgedAt === null &&
  (alert.snoozedUntil === null || alert.snoozedUntil <= now);

function single(alert: Alert): Delivery {
  return {
    kind: 'fired',
    title: alert.severity === 'critical' ? 'Lookout: needs you now' : 'Lookout: needs you',
    body: alert.text,
    severity: alert.severity,
    target: alert.target,
    alerts: [alert],
  };
}

function together(alerts: readonly Alert[], lead: string): Delivery {
  const [first] = alerts;
  if (alerts.length === 1 && first !== undefined) return single(first);
  return {
    kind: 'fired',
    title: `${lead}: ${alerts.length} things need you`,
    body: lines(alerts.map(({ text }) => text)),
    severity: worst(alerts),
    target: { view: 'alerts' },
    alerts,
  };
}

/** What is over is said in one message, however much it is. */
function endings(alerts: readonly Alert[]): Delivery[] {
  const [first] = alerts;
  if (first === undefined) return [];
  const alone = alerts.length === 1;
  return [
    {
      kind: 'ended',
      title: alone ? 'Lookout: over' : `Lookout: ${alerts.length} things are over`,
      body: lines(alerts.map(overWords)),
      severity: worst(alerts),
      target: alone ? first.target : { view: 'alerts' },
      alerts,
    },
  ];
}

const overWords = ({ text, firedAt, endedAt }: Alert): string =>
  `Over after ${duration((endedAt ?? firedAt) - firedAt)}: ${text}`;

function lines(all: readonly string[]): string {
  const more = all.length - LINES;
  return [...all.slice(0, LINES), ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

const worst = (alerts: readonly Alert[]): Severity =>
  RANK[Math.max(...alerts.map(({ severity }) => RANK.indexOf(severity)))] ?? 'info';

/** Whether `now` lies in the quiet hours that hold for this alert's rule. */
function isQuiet({ rule }: Alert, { rules, quiet }: AlertSettings, now: Date): boolean {
  const hours = quietHoursOf(rules.find(({ id }) => id === rule)?.quiet ?? 'shared', quiet);
  return hours !== null && liesIn(hours, now);
}

const quietHoursOf = (own: AlertRule['quiet'], shared: QuietHours | null): QuietHours | null =>
  own === 'shared' ? shared : own === 'never' ? null : own;

/** Whether a time's local time of day lies in hours that may span midnight. */
export function liesIn(hours: QuietHours, time: Date): boolean {
  const minute = time.getHours() * 60 + time.getMinutes();
  const from = minuteOf(hours.from);
  const to = minuteOf(hours.to);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
