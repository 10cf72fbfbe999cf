import { z } from 'zod';
import type { Target } from './model.ts';

/** What a rule watches. Each reads as a sentence with its threshold in it (`alertSentences`). */
export const alertKinds = [
  'session-waiting',
  'session-blocked',
  'session-vanished',
  'queue-growing',
  'oldest-waiting',
  'failure-rate',
  'nothing-finished',
  'source-unavailable',
  'index-lost',
  'query-over-budget',
] as const;
export type AlertKind = (typeof alertKinds)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:30');

export const alertRuleSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  kind: z.enum(alertKinds),
  enabled: z.boolean(),
  /** In the unit of `alertUnits`; ignored by kinds without one. */
  threshold: z.number().min(0).max(1_000_000),
  /** The condition must have held this long, minutes. */
  forMin: z.number().min(0).max(10_080),
  severity: z.enum(['info', 'warning', 'critical']),
  /** Local time of day in which nothing is delivered (it is logged, and summed up afterwards). */
  quiet: z.object({ from: clockTime, to: clockTime }).nullable(),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;
export type Severity = AlertRule['severity'];

export const alertSettingsSchema = z.object({
  rules: z.array(alertRuleSchema).max(50),
  notify: z.boolean(),
  /** A program of the user's: argument array, gets JSON on stdin; null is off. */
  command: z.array(z.string().min(1).max(4096)).min(1).max(32).nullable(),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

/** The unit of a kind's threshold; null where it has none. */
export const alertUnits: Readonly<Record<AlertKind, string | null>> = {
  'session-waiting': null,
  'session-blocked': null,
  'session-vanished': null,
  'queue-growing': 'tasks a minute',
  'oldest-waiting': 'min',
  'failure-rate': '%',
  'nothing-finished': 'tasks waiting',
  'source-unavailable': null,
  'index-lost': null,
  'query-over-budget': 'ms',
};

const minutes = (n: number): string => `${n} min`;

/** A rule in words, as the settings list it. */
export function alertSentence(rule: AlertRule): string {
  switch (rule.kind) {
    case 'session-waiting':
      return `A session waits for a person longer than ${minutes(rule.forMin)}.`;
    case 'session-blocked':
      return `A session cannot work (quota, signed out, provider error) for ${minutes(rule.forMin)}.`;
    case 'session-vanished':
      return 'A session vanishes while it holds a task.';
    case 'queue-growing':
      return `The queue grows by more than ${rule.threshold} tasks a minute for ${minutes(rule.forMin)}.`;
    case 'oldest-waiting':
      return `The oldest task has waited longer than ${minutes(rule.threshold)}.`;
    case 'failure-rate':
      return `More than ${rule.threshold} % of the tasks that ended in the last ${minutes(Math.max(rule.forMin, 1))} failed.`;
    case 'nothing-finished':
      return `Nothing has finished for ${minutes(rule.forMin)} while at least ${rule.threshold} wait.`;
    case 'source-unavailable':
      return `A database or tmux cannot be read for ${minutes(rule.forMin)}.`;
    case 'index-lost':
      return 'An index that was there is gone.';
    case 'query-over-budget':
      return `The queue query takes longer than ${rule.threshold} ms for ${minutes(rule.forMin)}.`;
    default:
      return rule.kind satisfies never;
  }
}

const rule = (kind: AlertKind, severity: Severity, forMin: number, threshold = 0): AlertRule => ({
  id: kind,
  kind,
  enabled: true,
  threshold,
  forMin,
  severity,
  quiet: null,
});

export const defaultAlerts: AlertSettings = {
  notify: true,
  command: null,
  rules: [
    rule('session-waiting', 'warning', 10),
    rule('session-blocked', 'warning', 2),
    rule('session-vanished', 'critical', 0),
    rule('queue-growing', 'warning', 15, 1),
    rule('oldest-waiting', 'warning', 0, 60),
    rule('failure-rate', 'critical', 30, 50),
    rule('nothing-finished', 'critical', 20, 1),
    rule('source-unavailable', 'critical', 2),
    rule('index-lost', 'info', 0),
    rule('query-over-budget', 'info', 5, 50),
  ],
};

/** One alert, from its first moment to its end. Times in ms since the epoch. */
export interface Alert {
  readonly id: number;
  readonly rule: string;
  readonly kind: AlertKind;
  readonly severity: Severity;
  /** The session, queue, source or index it is about. */
  readonly subject: string;
  readonly text: string;
  readonly firedAt: number;
  readonly endedAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly snoozedUntil: number | null;
  readonly target: Target;
}
