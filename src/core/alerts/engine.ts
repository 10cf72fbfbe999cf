import type { AlertRule } from '../../shared/alerts.ts';
import { judge, judgesWindow } from './conditions.ts';
import type { Finding, Findings, Moment } from './moment.ts';
import { FlowWindow, SILENCE_MS } from './window.ts';

const MINUTE = 60_000;
/** An alert ends only once its cause has been gone this long: a pause is not an end. */
export const RELEASE_MS = MINUTE;
/** What fires this soon after a start or a silence had begun before: nobody watched when it did. */
const SETTLE_MS = 10_000;

export interface AlertEvent {
  readonly kind: 'fired' | 'ended';
  readonly rule: AlertRule;
  readonly finding: Finding;
  /** When the condition began (fired) or was last true (ended). */
  readonly at: number;
  /** It began (or ended) while nobody watched (asleep, closed). */
  readonly missed: boolean;
  /** Ended because its rule was switched off or removed, not because things are well again. */
  readonly withdrawn: boolean;
}

interface Case {
  rule: AlertRule;
  finding: Finding;
  /** When the condition began. */
  since: number;
  /** When it was last true; null since a restart, until it is known again. */
  trueAt: number | null;
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
  #resumedAt = 0;

  constructor(rules: readonly AlertRule[], open: readonly OpenAlert[] = []) {
    this.#rules = rules;
    for (const { rule: id, finding, firedAt } of open) {
      const rule = rules.find((one) => one.id === id);
      if (rule === undefined) continue;
      this.#casesOf(id).set(finding.subject, {
        rule,
        finding,
        since: firedAt,
        trueAt: null,
        on: true,
      });
    }
  }

  /** New rules; alerts of rules that are gone or switched off end at the next moment. */
  setRules(rules: readonly AlertRule[]): void {
    this.#rules = rules;
  }

  next(moment: Moment): AlertEvent[] {
    const { t } = moment;
    this.#resume(t);
    this.#flow.add(moment);
    const events: AlertEvent[] = [];
    const active = this.#rules.filter((rule) => rule.enabled);
    for (const rule of active) {
      const findings = judge(rule, moment, this.#flow);
      if (findings === null) continue;
      this.#begin(rule, findings, t, events);
      this.#end(rule, findings, t, events);
    }
    this.#endOrphans(active, t, events);
    this.#lastAt = t;
    return events;
  }

  /** Notes a start, a silence or a clock that was put back; what was pending then begins anew. */
  #resume(t: number): void {
    const last = this.#lastAt;
    if (last !== null && t >= last && t - last <= SILENCE_MS) return;
    this.#resumedAt = t;
    for (const cases of this.#cases.values()) {
      for (const [subject, one] of cases) {
        if (!one.on) cases.delete(subject);
        else if (one.trueAt !== null && one.trueAt > t) one.trueAt = t;
      }
    }
  }

  #isMissed(t: number): boolean {
    return t - this.#resumedAt <= SETTLE_MS;
  }

  #begin(rule: AlertRule, { over }: Findings, t: number, events: AlertEvent[]): void {
    const cases = this.#casesOf(rule.id);
    const wait = judgesWindow(rule) ? 0 : rule.forMin * MINUTE;
    for (const finding of over) {
      let one = cases.get(finding.subject);
      if (one === undefined) {
        one = { rule, finding, since: t, trueAt: t, on: false };
        cases.set(finding.subject, one);
      }
      one.rule = rule;
      one.finding = finding;
      one.trueAt = t;
      one.since = Math.min(one.since, finding.since ?? t);
      if (one.on || t - one.since < wait) continue;
      one.on = true;
      const missed = this.#isMissed(t);
      events.push({ kind: 'fired', rule, finding, at: one.since, missed, withdrawn: false });
    }
  }

  #end(rule: AlertRule, { over, near }: Findings, t: number, events: AlertEvent[]): void {
    const cases = this.#casesOf(rule.id);
    const still = new Set(over.map(({ subject }) => subject));
    for (const [subject, one] of cases) {
      if (still.has(subject)) continue;
      if (!one.on) {
        cases.delete(subject);
        continue;
      }
      one.trueAt ??= t;
      if (near.has(subject)) one.trueAt = t;
      if (t - one.trueAt < RELEASE_MS) continue;
      cases.delete(subject);
      const { finding, trueAt: at } = one;
      events.push({
        kind: 'ended',
        rule,
        finding,
        at,
        missed: this.#isMissed(t),
        withdrawn: false,
      });
    }
  }

  #endOrphans(active: readonly AlertRule[], t: number, events: AlertEvent[]): void {
    const ids = new Set(active.map((rule) => rule.id));
    for (const [id, cases] of this.#cases) {
      if (ids.has(id)) continue;
      for (const { on, rule, finding } of cases.values()) {
        if (!on) continue;
        events.push({ kind: 'ended', rule, finding, at: t, missed: false, withdrawn: true });
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
