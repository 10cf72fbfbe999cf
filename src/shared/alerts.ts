import { z } from 'zod';

/** What a rule watches. Each reads as a sentence with its figures in it (`alertWords`). */
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

/** The figures that a rule's sentence may hold. */
export type AlertField = 'threshold' | 'of' | 'forMin';

/** Each kind's sentence, its figures by name. Figures that are not in it mean nothing to the kind. */
export const alertWords: Readonly<
  Record<AlertKind, readonly (string | { readonly field: AlertField })[]>
> = {
  'session-waiting': ['A session waits for a person longer than ', { field: 'forMin' }, ' min'],
  'session-blocked': [
    'A session is blocked (quota, signed out, provider error) longer than ',
    { field: 'forMin' },
    ' min',
  ],
  'session-vanished': [
    'A session that holds a task has been gone longer than ',
    { field: 'forMin' },
    ' min',
  ],
  'queue-growing': [
    'The queue grows by more than ',
    { field: 'threshold' },
    ' tasks a minute for ',
    { field: 'forMin' },
    ' min',
  ],
  'oldest-waiting': ['The oldest task has waited longer than ', { field: 'threshold' }, ' min'],
  'failure-rate': [
    'More than ',
    { field: 'threshold' },
    ' of the last ',
    { field: 'of' },
    ' tasks that ended have failed',
  ],
  'nothing-finished': [
    'Nothing has finished for ',
    { field: 'forMin' },
    ' min while at least ',
    { field: 'threshold' },
    ' wait',
  ],
  'source-unavailable': ['A database or tmux cannot be read for ', { field: 'forMin' }, ' min'],
  'index-lost': ['An index that was there has been gone longer than ', { field: 'forMin' }, ' min'],
  'query-over-budget': [
    'Reading a database takes longer than ',
    { field: 'threshold' },
    ' ms for ',
    { field: 'forMin' },
    ' min',
  ],
};

/** Kinds that are judged on what happened over their duration, which must be some. */
const overTime: ReadonlySet<AlertKind> = new Set(['queue-growing', 'nothing-finished']);

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day such as 22:30.');

/** Local times of day; may span midnight. Nothing is told in them: it is logged, and summed up after. */
const quietHoursSchema = z.object({ from: clockTime, to: clockTime });
export type QuietHours = z.infer<typeof quietHoursSchema>;

export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const alertRuleSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{1,64}$/),
    kind: z.enum(alertKinds),
    enabled: z.boolean(),
    threshold: z.number().min(0).max(1_000_000),
    /** How many tasks `failure-rate` looks back at. */
    of: z.number().int().min(2).max(1000).default(20),
    /** The condition must have held this long, minutes. */
    forMin: z.number().min(0).max(1440),
    severity: z.enum(severities),
    /** When it is not told: in the hours that hold for all rules, never, or in hours of its own. */
    quiet: z.union([z.enum(['shared', 'never']), quietHoursSchema]).default('shared'),
  })
  .superRefine(({ kind, threshold, of, forMin }, context) => {
    const wrong = (field: AlertField, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    if (overTime.has(kind) && forMin < 1) wrong('forMin', 'At least 1.');
    if (kind === 'nothing-finished' && threshold < 1) wrong('threshold', 'At least 1.');
    if (kind === 'failure-rate' && threshold >= of) {
      wrong('threshold', `Fewer than the ${of} that are looked at.`);
    }
  });
export type AlertRule = z.infer<typeof alertRuleSchema>;

export const alertSettingsSchema = z.object({
  rules: z.array(alertRuleSchema).max(50),
  /** Desktop notifications. */
  notify: z.boolean(),
  /** Also say when an alert is over. */
  notifyEnd: z.boolean(),
  quiet: quietHoursSchema.nullable(),
  /** A program of the user's and its arguments; it gets JSON on stdin. null is off. */
  command: z
    .array(z.string().max(4096))
    .min(1)
    .max(32)
    .refine(([program]) => program !== '', 'The first line is the program.')
    .nullable(),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

/** A rule in words, as the settings list it. */
export const alertSentence = (rule: AlertRule): string =>
  `${alertWords[rule.kind].map((part) => (typeof part === 'string' ? part : rule[part.field])).join('')}.`;

const rule = (kind: AlertKind, severity: Severity, forMin: number, threshold = 0): AlertRule => ({
  id: kind,
  kind,
  enabled: true,
  threshold,
  of: 20,
  forMin,
  severity,
  quiet: 'shared',
});

export const defaultAlerts: AlertSettings = {
  notify: true,
  notifyEnd: true,
  quiet: null,
  command: null,
  rules: [
    rule('session-waiting', 'warning', 10),
    rule('session-blocked', 'warning', 2),
    rule('session-vanished', 'critical', 1),
    rule('queue-growing', 'warning', 15, 1),
    rule('oldest-waiting', 'warning', 0, 60),
    rule('failure-rate', 'critical', 0, 10),
    rule('nothing-finished', 'critical', 20, 1),
    rule('source-unavailable', 'critical', 2),
    rule('index-lost', 'info', 0),
    rule('query-over-budget', 'info', 5, 50),
  ],
};

/** When a rule would have fired over the stored history. Times in ms since the epoch. */
export interface DryRun {
  /** How far back history was looked at. */
  readonly from: number;
  /** What history cannot tell, and so what was judged, one sentence; null where it tells all. */
  readonly note: string | null;
  readonly count: number;
  /** The newest of them, oldest first. */
  readonly fired: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly text: string;
  }[];
}
