import type { AlertRule, Severity } from '../../shared/alerts.ts';
import type { Target } from '../../shared/model.ts';
import type { AlertEvent } from './engine.ts';

/** What is shown to a person (or handed to their program) for some alerts at once. */
export interface Delivery {
  readonly title: string;
  readonly body: string;
  readonly severity: Severity;
  readonly target: Target;
  /** The alerts it stands for. */
  readonly alerts: readonly {
    readonly rule: string;
    readonly subject: string;
    readonly text: string;
  }[];
}

/** This many at once are told one by one; more become one message. */
const SINGLE = 2;
const LINES = 5;
const RANK: readonly Severity[] = ['info', 'warning', 'critical'];

/**
 * Decides what is told now: nothing in a rule's quiet hours (it is kept, and told as one summary
 * afterwards), one message each for one or two alerts, one for all when many fire at once, and one
 * summary for what began while nobody watched. Ends are not told; they are in the log.
 */
export class Deliverer {
  #held: AlertEvent[] = [];

  /** `snoozed` says whether the user silenced this rule and subject for now. */
  next(
    events: readonly AlertEvent[],
    now: Date,
    snoozed: (rule: string, subject: string) => boolean,
  ): Delivery[] {
    const fired = events.filter(
      (event) => event.kind === 'fired' && !snoozed(event.rule.id, event.finding.subject),
    );
    const ended = new Set(events.filter((e) => e.kind === 'ended').map(keyOf));
    this.#held = this.#held.filter((event) => !ended.has(keyOf(event)));
    const told: AlertEvent[] = [];
    for (const event of fired) (isQuiet(event.rule, now) ? this.#held : told).push(event);
    const over = this.#held.filter((event) => !isQuiet(event.rule, now));
    this.#held = this.#held.filter((event) => isQuiet(event.rule, now));
    const missed = [...over, ...told.filter((event) => event.missed)];
    const fresh = told.filter((event) => !event.missed);
    return [
      ...(missed.length === 0 ? [] : [together(missed, 'While nobody watched')]),
      ...(fresh.length > SINGLE ? [together(fresh, 'Lookout')] : fresh.map(single)),
    ];
  }
}

const keyOf = (event: AlertEvent): string => `${event.rule.id}\n${event.finding.subject}`;

const alertOf = ({ rule, finding }: AlertEvent) => ({
  rule: rule.id,
  subject: finding.subject,
  text: finding.text,
});

function single(event: AlertEvent): Delivery {
  const { rule, finding } = event;
  return {
    title: rule.severity === 'critical' ? 'Lookout: needs you now' : 'Lookout: needs you',
    body: finding.text,
    severity: rule.severity,
    target: finding.target,
    alerts: [alertOf(event)],
  };
}

function together(events: readonly AlertEvent[], lead: string): Delivery {
  const first = events[0];
  if (events.length === 1 && first !== undefined) return single(first);
  const lines = events.slice(0, LINES).map((event) => event.finding.text);
  const more = events.length - lines.length;
  return {
    title: `${lead}: ${events.length} things need you`,
    body: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    severity: worst(events),
    target: { view: 'overview' },
    alerts: events.map(alertOf),
  };
}

const worst = (events: readonly AlertEvent[]): Severity =>
  RANK[Math.max(...events.map((event) => RANK.indexOf(event.rule.severity)))] ?? 'info';

/** Whether `now` (local time of day) lies in the rule's quiet hours; they may span midnight. */
export function isQuiet(rule: AlertRule, now: Date): boolean {
  if (rule.quiet === null) return false;
  const minute = now.getHours() * 60 + now.getMinutes();
  const from = minuteOf(rule.quiet.from);
  const to = minuteOf(rule.quiet.to);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
