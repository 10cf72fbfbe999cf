import { createRuleBook } from '../src/core/sessions/built-in.ts';
import { explainScreen } from '../src/core/sessions/explain.ts';
import { readScreen } from '../src/core/sessions/screen.ts';
import type { SessionState } from '../src/shared/model.ts';
import { readCorpus, type LabelledScreen } from './lib/corpus.ts';
import { oldDetector } from './lib/old-detector.ts';
import { ratio, type BenchResult, type Ratio } from './lib/ratio.ts';

/** How often a screen alone is judged rightly, ours beside the detector that it replaces. */
export const name = 'verdicts';

const STATES = ['working', 'waiting', 'ready', 'blocked', 'shell', 'dead', 'unknown'] as const;

type Judge = (screen: LabelledScreen) => SessionState;

/** Rows: what a screen is; columns: what it was called. */
type Matrix = Readonly<Record<SessionState, Readonly<Record<SessionState, number>>>>;

function confusion(screens: readonly LabelledScreen[], judge: Judge): Matrix {
  const empty = () => Object.fromEntries(STATES.map((state) => [state, 0]));
  const matrix = Object.fromEntries(STATES.map((state) => [state, empty()])) as Record<
    SessionState,
    Record<SessionState, number>
  >;
  for (const screen of screens) matrix[screen.state][judge(screen)] += 1;
  return matrix;
}

const sum = (counts: readonly number[]): number =>
  counts.reduce((total, count) => total + count, 0);

const accuracy = (matrix: Matrix): number => {
  const all = STATES.flatMap((is) => STATES.map((called) => matrix[is][called]));
  const right = STATES.map((state) => matrix[state][state]);
  return (100 * sum(right)) / sum(all);
};

function table(title: string, matrix: Matrix): string {
  const cell = (text: string | number) => String(text).padStart(8);
  const rows = STATES.map((is) => {
    const counts = STATES.map((called) =>
      cell(matrix[is][called] === 0 ? '·' : matrix[is][called]),
    );
    return `${is.padEnd(8)}${counts.join('')}`;
  });
  const head = `${'is:'.padEnd(8)}${STATES.map(cell).join('')}`;
  return [`${title}: ${accuracy(matrix).toFixed(1)} % right`, head, ...rows].join('\n');
}

export function run(): Promise<BenchResult> {
  const rules = createRuleBook();
  const now = Date.now();
  const ours: Judge = ({ text, title, command }) =>
    explainScreen({ text, title, command }, rules, now).state;
  // It read screens without colours.
  const old: Judge = ({ text }) =>
    oldDetector(
      readScreen(text)
        .map((line) => line.text)
        .join('\n'),
    );
  const ratios: Ratio[] = [];
  const notes: string[] = [];
  for (const split of ['fixture', 'heldout'] as const) {
    const screens = readCorpus().filter((screen) => screen.split === split);
    const [mine, theirs] = [confusion(screens, ours), confusion(screens, old)];
    const what = split === 'heldout' ? 'held-out screens' : 'fixtures';
    ratios.push(
      ratio(`right-${split}-vs-old-detector`, {
        a: accuracy(mine),
        b: accuracy(theirs),
        unit: '%',
        size: `${screens.length} screens`,
      }),
    );
    const missed = mine.waiting.working + mine.waiting.ready;
    notes.push(
      table(`${what}, Lookout`, mine),
      table(`${what}, the old detector`, theirs),
      `${what}: waiting sessions called working or ready: ${missed} (old detector: ${theirs.waiting.working + theirs.waiting.ready})`,
    );
  }
  return Promise.resolve({ ratios, notes });
}
