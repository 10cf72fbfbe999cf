import { describe, expect, it } from 'vitest';
import { alertSentence, alertUnits, defaultAlerts } from '../../../src/shared/alerts.ts';

describe('a rule in words', () => {
  it.each(defaultAlerts.rules)('$kind reads as a sentence with its figures in it', (rule) => {
    const changed = { ...rule, threshold: 4321, forMin: 1234 };
    const sentence = alertSentence(changed);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence.includes('4321')).toBe(alertUnits[rule.kind] !== null);
  });
});
