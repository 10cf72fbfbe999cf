import type { AlertRule } from '../../shared/alerts.ts';
import type { Target } from '../../shared/model.ts';
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
  rule.kind === 'failure-rate' || rule.kind === 'queue-growing' || rule.kind === 'nothing-finished';

const because = (session: MomentSession): string =>
  session.detail === null ? '.' : `: ${session.detail}`;

const toSession = (name: string): Target => ({ view: 'sessions', session: name });

function ofSessions(
  moment: Moment,
  state: string,
  words: (session: MomentSession) => string,
): Findings | null {
  if (moment.sessions === null) return null;
  const over = moment.sessions
    .filter((session) => session.state === state)
    .map((s): Finding => ({ subject: s.name, text: words(s), target: toSession(s.name) }));
  return { over, near: NONE };
}

function vanished(moment: Moment): Findings | null {
  if (moment.sessions === null) return null;
  const over = moment.sessions
    .filter((s) => s.holdsTask && (s.state === 'gone' || s.state === 'dead'))
    .map((s): Finding => ({
      subject: s.name,
      text: `${s.name} is gone and still holds a task.`,
      target: toSession(s.name),
    }));
  return { over, near: NONE };
}

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
  if (moment.oldestWaitingMs === null) return null;
  const waited = moment.oldestWaitingMs / MINUTE;
  const text = `The oldest task has waited ${Math.round(waited)} min.`;
  return limit('queue', waited, rule.threshold, text, { view: 'queue' });
}

function failing(rule: AlertRule, flow: FlowWindow): Findings | null {
  const minutes = Math.max(rule.forMin, 1);
  const sums = flow.sums(minutes);
  if (sums === null) return null;
  const ended = sums.finished + sums.failed;
  // Two failures out of three say little.
  if (ended < 5) return { over: [], near: sums.failed > 0 ? new Set(['queue']) : NONE };
  const share = (100 * sums.failed) / ended;
  const text = `${sums.failed} of ${ended} tasks failed in the last ${minutes} min (${Math.round(share)} %).`;
  return limit('queue', share, rule.threshold, text, { view: 'queue' });
}

function stopped(rule: AlertRule, moment: Moment, flow: FlowWindow): Findings | null {
  if (moment.waiting === null) return null;
  const idle = flow.sinceFinishMs();
  if (moment.waiting < Math.max(rule.threshold, 1) || idle < rule.forMin * MINUTE) {
    return { over: [], near: NONE };
  }
  const text = `Nothing has finished for ${Math.round(idle / MINUTE)} min while ${moment.waiting} wait.`;
  return { over: [{ subject: 'queue', text, target: { view: 'queue' } }], near: NONE };
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
  if (moment.queueQueryMs === null) return null;
  const text = `The queue query takes ${Math.round(moment.queueQueryMs)} ms.`;
  return limit('queue query', moment.queueQueryMs, rule.threshold, text, { view: 'maintenance' });
}
