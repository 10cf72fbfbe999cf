import { expect, test } from 'vitest';
import { createRuleBook } from '../../../src/core/sessions/built-in.ts';
import { explainScreen } from '../../../src/core/sessions/explain.ts';
import { readScreen } from '../../../src/core/sessions/screen.ts';
import { fixtures, type Fixture } from './fixtures.ts';

/** What changes on a screen without changing what its program does, must not change the verdict. */

const NOW = Date.UTC(2026, 10, 24, 5);
const rules = createRuleBook();

const stateOf = ({ title, command }: Fixture, text: string) =>
  explainScreen({ text, title, command }, rules, NOW).state;

/** Ids of the fixtures that are judged differently afterwards. */
const changedBy = (mutate: (text: string) => string, from = (text: string) => text): string[] =>
  fixtures
    .filter((screen) => stateOf(screen, mutate(screen.text)) !== stateOf(screen, from(screen.text)))
    .map(({ id, state }) => `${id} ${state}`);

const TALK = [
  '● Running the tests... 45% done. Do you want to proceed? API Error: 529, retrying in 5s.',
  '  Esc to cancel. Waiting for your input (y/n)',
].join('\n');
const FAR_UP = 'an older line of the transcript\n'.repeat(30);

/** What an agent says, in its last turn, above what it said last. */
function say(text: string, words: string): string {
  const lines = text.split('\n');
  // eslint-disable-next-line no-control-regex -- colours before the glyph
  const at = lines.findLastIndex((line) => /^(?:\u001B\[[\d;]*m)*[●⏺•✦] /.test(line));
  const glyph = /[●⏺•✦]/.exec(lines[at] ?? '')?.[0];
  return at < 0 || glyph === undefined
    ? text
    : lines.toSpliced(at, 0, `${glyph} ${words}`, '').join('\n');
}

const PROSE = [
  'Ich warte auf deine Antwort: soll ich weitermachen? Der Lauf ist zu 45 % fertig.',
  '全部のテストが成功しました。続行しますか？ 実行中のジョブは 3 件です。',
  'الاختبارات تعمل الآن. هل تريد المتابعة؟',
  'The build is running, it says "waiting for your approval" and then an error: rate limit.',
];

const otherNumbers = (text: string): string =>
  text
    .replaceAll(/\b\d{1,3}(?=s\b)/g, '37')
    .replaceAll(/\b[\d.]+(?=k? tokens)/g, '918')
    .replaceAll(/\b[2-9]\d(?=%)/g, '64');

test.each(
  Object.entries<(text: string) => string>({
    'blank lines and spaces at the end': (text) => `${text.replaceAll('\n', '   \n')}\n\n   \n`,
    'line ends of another system': (text) => text.replaceAll('\n', '\r\n'),
    'a colour before every line': (text) => text.replaceAll('\n', '\n\u001B[35m'),
    'talk about running, waiting and errors further up': (text) => `${TALK}\n${FAR_UP}${text}`,
    'other percentages, times and counters': otherNumbers,
  }),
)('%s change no verdict', (_, mutate) => {
  expect(changedBy(mutate)).toEqual([]);
});

test.each(PROSE)('an agent that says "%s" is judged as before', (words) => {
  expect(changedBy((text) => say(text, words))).toEqual([]);
});

const plainText = (text: string): string =>
  readScreen(text)
    .map((line) => line.text)
    .join('\n');

const BORDER = /^\s*[╭╰┌└┏┗╹]?[─━═▁▔▀▄╌]{8,}[╮╯┐┘┓┛]?\s*$/;

/** As a window of another width shows it: borders cut or drawn on, longer lines wrapped. */
function atWidth(text: string, width: number): string {
  return plainText(text)
    .split('\n')
    .flatMap((line) => (BORDER.test(line) ? drawn(line, width) : wrapped(line, width)))
    .join('\n');
}

const drawn = (line: string, width: number): string =>
  line.trimEnd().replace(/[─━═▁▔▀▄╌]{8,}/, (rule) => {
    const left = line.indexOf(rule);
    return (rule[0] ?? '─').repeat(Math.max(9, width - left - 1));
  });

function wrapped(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^\s*(?:[│┃║]\s*)?/.exec(line)?.[0] ?? '';
  const words = line
    .slice(indent.length)
    .replace(/\s*[│┃║]?\s*$/, '')
    .split(/(?<= )/);
  const lines: string[] = [];
  let current = indent;
  for (const word of words) {
    if ((current + word).trimEnd().length > width && current.trim() !== '') {
      lines.push(current);
      current = `${indent}  `;
    }
    current += word;
  }
  return [...lines, current];
}

test.each([40, 60, 80, 100, 160, 250])('a window of %i columns changes no verdict', (width) => {
  expect(changedBy((text) => atWidth(text, width), plainText)).toEqual([]);
});
