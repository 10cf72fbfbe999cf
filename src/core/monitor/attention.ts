import type {
  Alert,
  AttentionItem,
  HistoryStatus,
  Queue,
  RemoteName,
  Snapshot,
  SourceName,
  SourceStatus,
} from '../../shared/model.ts';
import type { AlertKind } from '../../shared/alerts.ts';
import { count, duration, plural } from '../../shared/words.ts';
import { aboutIndexes } from './attention-indexes.ts';
import { aboutSlowStatements, isLasting } from './attention-slow.ts';
import { remotesOf } from '../../shared/remote-sources.ts';
import { sessionAttention } from './attention-sessions.ts';
import { fileTrouble } from './trouble.ts';

/** What the list is worked out from; the same for sessions and for everything else. */
export type AttentionInput = Pick<
  Snapshot,
  | 'sources'
  | 'queues'
  | 'sessions'
  | 'reconciliation'
  | 'pool'
  | 'indexes'
  | 'redundant'
  | 'slowStatements'
  | 'history'
> & {
  readonly now: number;
  readonly alerts: readonly Alert[];
  readonly limits: { readonly failedPercent: number };
};

/**
 * Everything that asks for a person, gravest first, then oldest first. `since` is null where only
 * Lookout's own first sighting can say; `Sightings` fills it in.
 */
export function attention(input: AttentionInput): AttentionItem[] {
  return [
    ...sourceNames.flatMap((name) => aboutSource(name, input)),
    ...remotesOf(input.sources).flatMap(({ name, status }) => aboutRemote(name, status)),
    ...aboutAlerts(input),
    ...sessionAttention(input),
    ...aboutOverdue(input),
    ...aboutFailures(input),
    ...aboutPool(input),
    ...aboutIndexes(input),
    ...aboutSlowStatements(input),
    ...aboutHistory(input.history),
  ];
}

/** What these are about is in the list anyway, with more to say. */
const saidAlready: ReadonlySet<AlertKind> = new Set([
  'session-waiting',
  'session-blocked',
  'session-vanished',
  'source-unavailable',
]);

const bySeverity = { critical: 'broken', warning: 'attention', info: 'info' } as const;

/** Alerts that are on and that nobody has acknowledged or snoozed yet. */
function aboutAlerts({ alerts, now }: AttentionInput): AttentionItem[] {
  return alerts
    .filter(
      ({ kind, acknowledgedAt, snoozedUntil }) =>
        !saidAlready.has(kind) && acknowledgedAt === null && (snoozedUntil ?? 0) <= now,
    )
    .map(({ id, severity, text, firedAt }) => ({
      id: `alert:${id}`,
      kind: 'alert',
      severity: bySeverity[severity],
      title: text.replace(/\.$/, ''),
      detail: `alert since ${duration(now - firedAt)}`,
      since: firedAt,
      step: { label: 'Alert', target: { view: 'alerts', alert: id } },
    }));
}

const historyItem = (id: string, title: string, detail: string): AttentionItem => ({
  id,
  kind: 'history',
  severity: 'info',
  title,
  detail,
  since: null,
  step: { label: 'Settings', target: { view: 'settings' } },
});

/** Lookout's own file: watching goes on without it, so it is never the gravest. */
function aboutHistory({ problem, setAside }: HistoryStatus): AttentionItem[] {
  return [
    ...(problem === null ? [] : [historyItem('history', problem.message, problem.action)]),
    ...(setAside === null
      ? []
      : [
          historyItem(
            'history:set-aside',
            'The history file was damaged: a new one was started',
            `The old one is kept as ${setAside}.`,
          ),
        ]),
  ];
}

/** A host that is away hides only itself; that it has no tmux running is no trouble. */
function aboutRemote(name: RemoteName, { problem, since }: SourceStatus): AttentionItem[] {
  if (problem === null) return [];
  return [
    {
      id: `source:${name}`,
      kind: 'source',
      severity: problem.kind === 'tmux-no-server' ? 'info' : 'attention',
      title: problem.message,
      detail: problem.action,
      since,
      step: { label: 'Settings', target: { view: 'settings' } },
    },
  ];
}

const sourceNames: readonly SourceName[] = ['assigner', 'architect', 'tmux', 'probe'];

function aboutSource(
  name: SourceName,
  { sources, slowStatements, now }: AttentionInput,
): AttentionItem[] {
  const source = sources[name];
  const { problem, state, since, limits, slowedBecause } = source;
  const items: AttentionItem[] = [];
  if (problem !== null && problem.kind !== 'not-configured') {
    const isDatabase = name === 'assigner' || name === 'architect';
    const noTmux = problem.kind === 'tmux-no-server';
    items.push({
      id: `source:${name}`,
      kind: 'source',
      severity: isDatabase && state !== 'live' ? 'broken' : noTmux ? 'info' : 'attention',
      title: isDatabase ? fileTrouble(source) : problem.message,
      detail: problem.action,
      since,
      step: { label: 'Settings', target: { view: 'settings' } },
    });
  }
  if (slowedBecause !== null) {
    items.push({
      id: `slow:${name}`,
      kind: 'slow-query',
      severity: 'info',
      title: `${source.label} is read less often`,
      detail: slowedBecause,
      since: null,
      step: slowStep(name),
    });
  }
  // What is only large is told beside the source: nobody can do anything about it. What is slow has
  // a line of its own once it lasts, with the statements.
  const isToldApart = slowStatements.some((one) => one.database === name && isLasting(one, now));
  const told = limits.filter(({ kind }) => kind !== 'large' && !(kind === 'slow' && isToldApart));
  for (const limit of told) {
    const slow = limit.kind === 'slow';
    // The same limit may word another measurement the next time.
    const same = limit.message.replaceAll(/\d+/g, '#');
    items.push({
      id: `limit:${name}:${limit.kind}:${same}`,
      kind: slow ? 'slow-query' : 'source',
      severity: 'info',
      title: limit.message,
      detail: limit.action,
      since: null,
      step: slow ? slowStep(name) : { label: 'Settings', target: { view: 'settings' } },
    });
  }
  return items;
}

/** An index may mend a slow database; how often the rest is read is a setting. */
const slowStep = (name: SourceName): AttentionItem['step'] =>
  name === 'tmux'
    ? { label: 'Settings', target: { view: 'settings' } }
    : { label: 'Indexes', target: { view: 'maintenance' } };

function aboutOverdue({ queues, now }: AttentionInput): AttentionItem[] {
  return knownQueues(queues)
    .filter(({ overdue }) => overdue.length > 0)
    .map((queue) => {
      const since = Math.min(...queue.overdue.map(({ dueAt }) => dueAt));
      const [only] = queue.overdue;
      const one = queue.overdue.length === 1 && only !== undefined;
      return {
        id: `overdue:${queue.name}`,
        kind: 'overdue',
        severity: 'attention',
        title: one
          ? `${taskWord(queue)} ${count(only.id)} is overdue`
          : `${plural(queue.overdue.length, taskWord(queue).toLowerCase())} are overdue`,
        detail: one
          ? `${duration(now - only.assignedAt)} with ${only.session ?? 'nobody'}, due ${duration(now - only.dueAt)} ago`
          : `the longest by ${duration(now - since)}`,
        since,
        step: {
          label: one ? 'Open' : 'List',
          target: { view: 'queue', queue: queue.name, ...(one ? { task: only.id } : {}) },
        },
      };
    });
}

function aboutFailures({ queues, limits }: AttentionInput): AttentionItem[] {
  return knownQueues(queues).flatMap((queue) => {
    const failed = queue.failedLastHour ?? 0;
    const finished = queue.finishedLastHour ?? 0;
    if (failed === 0 || (failed / Math.max(finished, failed)) * 100 < limits.failedPercent) {
      return [];
    }
    const [top] = queue.failures;
    return [
      {
        id: `failures:${queue.name}`,
        kind: 'failures' as const,
        severity: 'attention' as const,
        title: `${plural(failed, taskWord(queue).toLowerCase())} failed in the last hour`,
        detail:
          `of ${count(Math.max(finished, failed))} that ended` +
          (top === undefined ? '' : ` · most often: ${top.pattern}`),
        since: null,
        step: { label: 'See why', target: { view: 'queue' as const, queue: queue.name } },
      },
    ];
  });
}

/** By its owner's own definition: degraded for each concern, unhealthy at three. */
const UNHEALTHY = 3;

function aboutPool({ pool }: AttentionInput): AttentionItem[] {
  const ill = (pool ?? []).filter(({ concerns }) => concerns.length > 0);
  const [first] = ill;
  if (first === undefined) return [];
  return [
    {
      id: 'pool',
      kind: 'pool',
      severity: ill.some(({ concerns }) => concerns.length >= UNHEALTHY) ? 'attention' : 'info',
      title:
        ill.length === 1
          ? `Pool member ${first.name} is ${first.concerns.length < UNHEALTHY ? 'degraded' : 'unhealthy'}`
          : `${plural(ill.length, 'pool member')} are degraded or unhealthy`,
      detail:
        ill.length === 1
          ? first.concerns.map(({ text }) => text).join(', ')
          : ill.map((member) => `${member.name} (${member.concerns[0]?.text ?? ''})`).join(', '),
      since: null,
      step: { label: 'List', target: { view: 'sessions', filter: 'pool' } },
    },
  ];
}

const knownQueues = (queues: Snapshot['queues']): Queue[] =>
  [queues.prompts, queues.task_queue].filter((queue) => queue !== null);

const taskWord = ({ name }: Queue): string => (name === 'prompts' ? 'Prompt' : 'Task');
