import { defaultAlerts, type AlertKind, type AlertRule } from '../../../src/shared/alerts.ts';

/** The rule of a kind as it comes, changed as told. */
export function ruleOf(kind: AlertKind, change: Partial<AlertRule> = {}): AlertRule {
  const found = defaultAlerts.rules.find((rule) => rule.kind === kind);
  if (found === undefined) throw new Error(`no default rule for ${kind}`);
  return { ...found, ...change };
}
