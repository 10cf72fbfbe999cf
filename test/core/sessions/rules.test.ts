import { describe, expect, test } from 'vitest';
import { createRuleBook } from '../../../src/core/sessions/built-in.ts';
import { explainScreen } from '../../../src/core/sessions/explain.ts';
import { readRuleFile } from '../../../src/core/sessions/rule-file.ts';

const MINE = {
  id: 'mine',
  agent: 'any',
  region: 'dialog',
  pattern: 'press the red button',
  state: 'waiting',
};

const file = (...rules: readonly object[]) => JSON.stringify({ rules }, null, 2);

const stateWith = (text: string, screen: string) => {
  const { rules } = readRuleFile(text, 'rules.json');
  return explainScreen({ text: screen, command: 'node' }, createRuleBook(rules), 0).state;
};

describe("a user's own rules", () => {
  test('add to the built-in ones, and match across a wrapped line', () => {
    expect(stateWith(file(), 'Now press the\nred button')).toBe('unknown');
    expect(stateWith(file(MINE), 'Now press the\nred button')).toBe('waiting');
  });

  test('replace a built-in one by its id, or turn it off', () => {
    const dead = { id: 'any-pane-dead', agent: 'any', region: 'end', pattern: 'x' };
    const screen = 'Pane is dead (status 1)';
    expect(stateWith(file(), screen)).toBe('dead');
    expect(stateWith(file({ ...dead, off: true }), screen)).toBe('unknown');
  });

  test('a broken rule is named with its line, and the others work', () => {
    const { rules, problems } = readRuleFile(
      file(
        MINE,
        { ...MINE, id: 'broken', pattern: '(unclosed' },
        { ...MINE, id: 'no-such-region', region: 'attic' },
      ),
      'rules.json',
    );
    expect(rules.map(({ rule }) => rule.id)).toEqual(['mine']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/"broken" in rules\.json, line 10,/),
      expect.stringMatching(/"no-such-region" in rules\.json, line 17,/),
    ]);
  });

  test('a file that is no JSON is named with its line', () => {
    const { rules, problems } = readRuleFile('{\n  "rules": [\n    oops\n  ]\n}', 'rules.json');
    expect(rules).toEqual([]);
    expect(problems[0]?.message).toContain('line 3');
  });

  test('a pattern that would take long here too is refused, and named', () => {
    const { rules, problems } = readRuleFile(
      file({ ...MINE, id: 'huge', pattern: 'x.{900}y' }, { ...MINE, pattern: '(a?){200}b' }),
      'rules.json',
    );
    expect(rules).toEqual([]);
    expect(problems[0]?.message).toMatch(/"huge" in rules\.json, line 3, .*too long/);
    expect(problems).toHaveLength(2);
  });

  test('a pattern that would take for ever elsewhere takes no time here', () => {
    const slow = { ...MINE, pattern: '(a*)*(a*)*(a*)*b$' };
    expect(stateWith(file(slow), 'a'.repeat(900))).toBe('unknown');
  });
});
