import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRuleBook } from '../../../src/core/sessions/built-in.ts';
import { explainScreen } from '../../../src/core/sessions/explain.ts';
import { cleanText, readScreen } from '../../../src/core/sessions/screen.ts';
import { fixtures } from './fixtures.ts';

const NOW = Date.UTC(2026, 10, 24, 5);
const rules = createRuleBook();

describe('the fixtures of the corpus', () => {
  test.each(fixtures.map((screen) => [screen.id, screen] as const))('%s', (_, screen) => {
    const { state, badges } = explainScreen(screen, rules, NOW);
    expect({ state, badges: badges.toSorted() }).toEqual({
      state: screen.state,
      badges: screen.badges.toSorted(),
    });
  });
});

const PIECES = [
  '\u001B[',
  '\u001B]0;',
  '\u001B]8;;x',
  '\u001BP',
  '\u001B',
  '\u009B31m',
  '38;5;',
  'm',
  '\u0007',
  '\u000E',
  '\u000F',
  '\n',
  '\r',
  '❯ 1. Yes',
  '<b>',
  '\uD800',
  '\u202E',
];

describe('hostile text', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4000 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 400 }).map((parts) => parts.join('')),
    fc.uint8Array({ maxLength: 4000 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  );

  test('as screen, title and command: an answer, and only text in it', () => {
    fc.assert(
      fc.property(noise, noise, noise, (text, title, command) => {
        const explained = explainScreen({ text, title, command }, rules, NOW);
        for (const { text: words, line = '' } of explained.evidence) {
          expect(cleanText(words)).toBe(words);
          expect(cleanText(line)).toBe(line);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a screen of a hundred thousand columns is cut, not walked', () => {
    const screen = readScreen(`${'x'.repeat(100_000)}\n${'\u001B[31m'.repeat(50_000)}`);
    expect(screen).toHaveLength(1);
    expect(screen[0]?.text.length).toBeLessThanOrEqual(1000);
  });
});

const box = (line: string): string =>
  `${'─'.repeat(40)}\n${line}\n${'─'.repeat(40)}\n  ? for shortcuts`;

const badges = (line: string) =>
  explainScreen({ text: box(line), command: 'claude' }, rules, NOW).badges;

describe('what somebody typed, and what the agent suggests', () => {
  test('grey text is a suggestion', () => {
    expect(badges('❯ \u001B[2mTry "fix lint errors"\u001B[0m')).not.toContain('unsent');
    expect(badges('❯ \u001B[7mO\u001B[0;2mnce fixed, resend your message')).not.toContain('unsent');
  });

  test('plain text is unsent', () => {
    expect(badges('❯ also update the changelog')).toContain('unsent');
  });
});
