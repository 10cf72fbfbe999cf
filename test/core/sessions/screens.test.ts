import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRuleBook } from '../../../src/core/sessions/built-in.ts';
import { explainScreen } from '../../../src/core/sessions/explain.ts';
import { cleanText, readScreen } from '../../../src/core/sessions/screen.ts';

const CORPUS = join(import.meta.dirname, '..', '..', '..', 'corpus');
const NOW = Date.UTC(2026, 10, 24, 5);
const rules = createRuleBook();

const screens = z
  .array(
    z.object({
      id: z.string(),
      file: z.string(),
      state: z.string(),
      title: z.string(),
      command: z.string(),
      split: z.string(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8')))
  .filter(({ split }) => split === 'fixture')
  .map((entry) => ({ ...entry, text: readFileSync(join(CORPUS, entry.file), 'utf8') }));

type Saved = (typeof screens)[number];

const stateOf = ({ title, command }: Saved, text: string) =>
  explainScreen({ text, title, command }, rules, NOW).state;

/** What the rules do not tell yet: named here, so that a new one fails the test. */
const KNOWN_WRONG = new Set([
  'claude330-first-ready',
  'codex169-shell-after-exit',
  'gemini61-first-2',
]);

describe('the fixtures of the corpus', () => {
  test.each(screens.map((screen) => [screen.id, screen] as const))('%s', (id, screen) => {
    const isRight = stateOf(screen, screen.text) === screen.state;
    expect(isRight).toBe(!KNOWN_WRONG.has(id));
  });
});

/** Ids of the fixtures whose verdict another text changes. */
const changedBy = (mutate: (text: string) => string): string[] =>
  screens
    .filter(({ id }) => !KNOWN_WRONG.has(id))
    .filter((screen) => stateOf(screen, mutate(screen.text)) !== stateOf(screen, screen.text))
    .map(({ id }) => id);

const TALK = [
  '● Running the tests... 45% done. Do you want to proceed? API Error: 529, retrying in 5s.',
  '  Esc to cancel. Waiting for your input (y/n)',
  'an older line of the transcript\n'.repeat(30),
].join('\n');

const MUTATIONS: Readonly<Record<string, (text: string) => string>> = {
  'blank lines and spaces at the end': (text) => `${text.replaceAll('\n', '   \n')}\n\n   \n`,
  'line ends of another system': (text) => text.replaceAll('\n', '\r\n'),
  'a colour before every line': (text) => text.replaceAll('\n', '\n\u001B[35m'),
  'talk about running, waiting and errors further up': (text) => `${TALK}${text}`,
};

test.each(Object.entries(MUTATIONS))('%s change no verdict', (_, mutate) => {
  expect(changedBy(mutate)).toEqual([]);
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
