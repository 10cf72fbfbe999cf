import { describe, expect, it } from 'vitest';
import {
  alertRuleSchema,
  alertSentence,
  alertWords,
  defaultAlerts,
  type AlertRule,
} from '../../../src/shared/alerts.ts';

const issue = (kind: AlertRule['kind'], change: Partial<AlertRule>): string | undefined => {
  const rule = defaultAlerts.rules.find((one) => one.kind === kind);
  const { error } = alertRuleSchema.safeParse({ ...rule, ...change });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ');
};

describe('a rule', () => {
  it.each(defaultAlerts.rules)('$kind reads as a sentence with its own figures in it', (rule) => {
    const figures = { threshold: 4321, of: 876, forMin: 1234 };
    const sentence = alertSentence({ ...rule, ...figures });
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    const fields = alertWords[rule.kind].flatMap((part) =>
      typeof part === 'string' ? [] : [part.field],
    );
    expect(fields.length).toBeGreaterThan(0);
    for (const [field, value] of Object.entries(figures)) {
      expect(sentence.includes(String(value))).toBe(fields.some((one) => one === field));
    }
  });

  it.each(defaultAlerts.rules)('$kind is valid as it comes', (rule) => {
    expect(alertRuleSchema.safeParse(rule).error).toBeUndefined();
  });

  it('says in words what makes no sense', () => {
    expect(issue('failure-rate', { threshold: 20, of: 20 })).toBe(
      'threshold: Fewer than the 20 that are looked at.',
    );
    expect(issue('nothing-finished', { threshold: 0 })).toBe('threshold: At least 1.');
    expect(issue('queue-growing', { forMin: 0 })).toBe('forMin: At least 1.');
    expect(issue('session-waiting', { quiet: { from: '25:00', to: '07:00' } })).toContain('quiet');
  });
});
