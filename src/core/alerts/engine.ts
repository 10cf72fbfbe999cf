import type { AlertRule } from '../../shared/alerts.ts';
import { judge, judgesWindow } from './conditions.ts';
import type { Finding, Findings, Moment } from './moment.ts';
import { FlowWindow } from './window.ts';

const MINUTE = 60_000;
/** An alert ends only once its cause has been gone this long: a pause is not an end. */
export const RELEASE_MS = MINUTE;
/** After a silence longer than this, what fires is said to have been missed. */
const SILENCE_MS = 5 * MINUTE;

export interface AlertEvent {
  readonly kind: 'fired' | 'ended';
  readonly rule: AlertRule;
  readonly finding: Finding;
  /** When the condition began (fired) or was last true (ended). */
  readonly at: number;
  /** It began while nobody watched (asleep, closed). */
  readonly missed: boolean;
}

interface Case {
  readonly rule: AlertRule;
  finding: Finding;
  /** When the condition began. */
  since: number;
  /** When it was last true. */
  trueAt: number;
  on: boolean;
}

/** An alert that was on when Lookout last stopped; of a rule that is gone it is left to the log. */
export interface OpenAlert {
  readonly rule: string;
  readonly finding: Finding;
  readonly firedAt: number;
}

/**
 * Turns moments into alerts: each fires once when its condition has held for the rule's time, and
 * ends once when it has been clear for a minute. What is not known changes nothing. No clock of its
 * own: the same moments always give the same alerts.
 */
export class AlertEngine {
  #rules: readonly AlertRule[];
  readonly #cases = new Map<string, Map<string, Case>>();
  readonly #flow = new FlowWindow();
  #lastAt: number | null = null;

  constructor(rules: readonly AlertRule[], open: readonly OpenAlert[] = []) {
    this.#rules = rules;
    for (const { rule: id, finding, firedAt } of open) {
      const rule = rules.find((one) => one.id === id);
      if (rule === undefined) continue;
      this.#casesOf(id).set(finding.subject, {
        rule,
        finding,
        since: firedAt,
        trueAt: firedAt,
        on: true,
      });
    }
  }

  /** New rules; alerts of rules that are gone or switched off end at the next moment. */
  setRules(rules: readonly AlertRule[]): void {
    this.#rules = rules;
  }

  next(moment: Moment): AlertEvent[] {
    const silent = this.#lastAt !== null && moment.t - this.#lastAt > SILENCE_MS;
    this.#flow.add(moment);
    const events: AlertEvent[] = [];
    const active = this.#rules.filter((rule) => rule.enabled);
    for (const rule of active) {
      const findings = judge(rule, moment, this.#flow);
      if (findings !== null) this.#follow(rule, findings, moment.t, silent, events);
    }
    this.#endOrphans(active, moment.t, events);
    this.#lastAt = moment.t;
    return events;
  }

  #follow(
    rule: AlertRule,
    findings: Findings,
    t: number,
    silent: boolean,
    events: AlertEvent[],
  ): void {
    const cases = this.#casesOf(rule.id);
    const wait = judgesWindow(rule) ? 0 : rule.forMin * MINUTE;
    const over = new Set<string>();
    for (const finding of findings.over) {
      over.add(finding.subject);
      let one = cases.get(finding.subject);
      if (one === undefined) {
        cases.set(finding.subject, (one = { rule, finding, since: t, trueAt: t, on: false }));
      }
      one.finding = finding;
      one.trueAt = t;
      if (!one.on && t - one.since >= wait) {
        one.on = true;
        events.push({ kind: 'fired', rule, finding, at: one.since, missed: silent });
      }
    }
    for (const [subject, one] of cases) {
      if (over.has(subject)) continue;
      if (one.on && findings.near.has(subject)) one.trueAt = t;
      else if (!one.on) cases.delete(subject);
      else if (t - one.trueAt >= RELEASE_MS) {
        cases.delete(subject);
        events.push({ kind: 'ended', rule, finding: one.finding, at: one.trueAt, missed: silent });
      }
    }
  }

  #endOrphans(active: readonly AlertRule[], t: number, events: AlertEvent[]): void {
    const ids = new Set(active.map((rule) => rule.id));
    for (const [id, cases] of this.#cases) {
      if (ids.has(id)) continue;
      for (const { on, rule, finding } of cases.values()) {
        if (on) events.push({ kind: 'ended', rule, finding, at: t, missed: false });
      }
      this.#cases.delete(id);
    }
  }

  #casesOf(rule: string): Map<string, Case> {
    let cases = this.#cases.get(rule);
    if (cases === undefined) this.#cases.set(rule, (cases = new Map()));
    return cases;
  }
}
