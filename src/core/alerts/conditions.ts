import type { AlertRule } from '../../shared/alerts.ts';
import type { Target } from '../../shared/model.ts';
import { duration } from '../../shared/words.ts';
import type { Finding, Findings, Moment, MomentSession } from './moment.ts';
import type { FlowWindow } from './window.ts';

/** An alert that is on ends only under this share of its threshold: figures hover around limits. */
const RELEASE = 0.8;
const MINUTE = 60_000;
const NONE: ReadonlySet<string> = new Set();

/** What `rule` finds at this moment; null when what it needs is not known now. */
export function judge(rule: AlertRule, moment: Moment, flow: FlowWindow): Findings | null {
  switch (rule.kind) {
    case 'session-waiting':
      return ofSessions(moment, 'waiting', (s) => `${s.name} waits for an answer${because(s)}`);
    case 'session-blocked':
      return ofSessions(moment, 'blocked', (s) => `${s.name} cannot work${because(s)}`);
    case 'session-vanished':
      return vanished(moment);
    case 'queue-growing':
      return growing(rule, flow);
    case 'oldest-waiting':
      return oldest(rule, moment);
    case 'failure-rate':
      return failing(rule, flow);
    case 'nothing-finished':
      return stopped(rule, moment, flow);
    case 'source-unavailable':
      return sources(moment);
    case 'index-lost':
      return lostIndexes(moment);
    case 'query-over-budget':
      return overBudget(rule, moment);
    default:
      return rule.kind satisfies never;
  }
}

/** Whether the rule's duration is part of its condition (a window) rather than a waiting time. */
export const judgesWindow = (rule: AlertRule): boolean =>
  rule.kind === 'queue-growing' || rule.kind === 'nothing-finished';

const because = (session: MomentSession): string =>
  session.detail === null ? '.' : `: ${session.detail}`;

function ofSessions(
  moment: Moment,
  state: string,
  words: (session: MomentSession) => string,
): Findings | null {
  if (moment.sessions === null) return null;
  const over = moment.sessions.filter((session) => session.state === state);
  return { over: over.map((session) => about(session, words(session))), near: NONE };
}

function vanished(moment: Moment): Findings | null {
  if (moment.sessions === null) return null;
  const over = moment.sessions.filter(
    ({ holdsTask, state }) => holdsTask && (state === 'gone' || state === 'dead'),
  );
  return {
    over: over.map((session) => about(session, `${session.name} is gone and still holds a task.`)),
    near: NONE,
  };
}

const about = ({ name, since }: MomentSession, text: string): Finding => ({
  subject: name,
  text,
  target: { view: 'sessions', session: name },
  since,
});

/** One figure against one limit, for the system as a whole. */
function limit(
  subject: string,
  value: number,
  threshold: number,
  text: string,
  target: Target,
): Findings {
  return {
    over: value > threshold ? [{ subject, text, target }] : [],
    near: value > threshold * RELEASE ? new Set([subject]) : NONE,
  };
}

function growing(rule: AlertRule, flow: FlowWindow): Findings | null {
  const minutes = Math.max(rule.forMin, 1);
  const sums = flow.sums(minutes);
  if (sums === null) return null;
  const net = (sums.arrived - sums.finished - sums.failed) / minutes;
  const text = `The queue has grown by ${net.toFixed(1)} tasks a minute for ${minutes} min.`;
  return limit('queue', net, rule.threshold, text, { view: 'queue' });
}

function oldest(rule: AlertRule, moment: Moment): Findings | null {
  if (moment.waiting === 0) return { over: [], near: NONE };
  if (moment.oldest === null) return null;
  const { waitedMs, task } = moment.oldest;
  const text = `The oldest task has waited ${duration(waitedMs)}.`;
  const target: Target =
    task === null ? { view: 'queue' } : { view: 'queue', queue: task.queue, task: task.id };
  return limit('queue', waitedMs / MINUTE, rule.threshold, text, target);
}

function failing(rule: AlertRule, flow: FlowWindow): Findings | null {
  const failed = flow.failedOfLast(rule.of);
  if (failed === null) return null;
  const text = `${Math.round(failed)} of the last ${rule.of} tasks that ended have failed.`;
  return limit('queue', failed, rule.threshold, text, { view: 'queue' });
}

function stopped(rule: AlertRule, moment: Moment, flow: FlowWindow): Findings | null {
  const { waiting } = moment;
  if (waiting === null) return null;
  if (waiting === 0) return { over: [], near: NONE };
  const idle = flow.idleMs(rule.forMin);
  if (idle === null) return null;
  if (idle < rule.forMin * MINUTE) return { over: [], near: NONE };
  const finding: Finding = {
    subject: 'queue',
    text: `Nothing has finished for ${duration(idle)} while ${waiting} wait.`,
    target: { view: 'queue' },
  };
  return {
    over: waiting >= rule.threshold ? [finding] : [],
    near: waiting >= rule.threshold * RELEASE ? new Set([finding.subject]) : NONE,
  };
}

function sources(moment: Moment): Findings | null {
  if (moment.sources === null) return null;
  const over = moment.sources.flatMap(({ name, bad }): Finding[] =>
    bad === null ? [] : [{ subject: name, text: bad, target: { view: 'overview' } }],
  );
  return { over, near: NONE };
}

function lostIndexes(moment: Moment): Findings | null {
  if (moment.lostIndexes === null) return null;
  const over = moment.lostIndexes.map((index): Finding => ({
    subject: index,
    text: `The index ${index} is gone.`,
    target: { view: 'maintenance', index },
  }));
  return { over, near: NONE };
}

function overBudget(rule: AlertRule, moment: Moment): Findings | null {
  if (moment.costs === null) return null;
  const each = moment.costs.map(({ name, ms }) =>
    limit(name, ms, rule.threshold, `Reading ${name} takes ${Math.round(ms)} ms.`, {
      view: 'maintenance',
    }),
  );
  return {
    over: each.flatMap(({ over }) => over),
    near: new Set(each.flatMap(({ near }) => [...near])),
  };
}
