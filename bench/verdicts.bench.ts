import { createRuleBook } from '../src/core/sessions/built-in.ts';
import { explainScreen } from '../src/core/sessions/explain.ts';
import type { RuleBook } from '../src/core/sessions/rules.ts';
import { readScreen } from '../src/core/sessions/screen.ts';
import type { SessionState } from '../src/shared/model.ts';
import { readCorpus, type LabelledScreen } from './lib/corpus.ts';
import { oldDetector } from './lib/old-detector.ts';
import { ratio, type BenchResult, type Ratio } from './lib/ratio.ts';

/** How often a screen alone is judged rightly, ours beside the detector that it replaces. */
export const name = 'verdicts';

const STATES = ['working', 'waiting', 'ready', 'blocked', 'shell', 'dead', 'unknown'] as const;

type Judge = (screen: LabelledScreen) => SessionState;

/** `is` gives a row, `called` a place in it. */
class Matrix {
  readonly #counts = new Map<string, number>();

  constructor(screens: readonly LabelledScreen[], judge: Judge) {
    for (const screen of screens) {
      const key = `${screen.state} ${judge(screen)}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  count(is: SessionState, called: SessionState): number {
    return this.#counts.get(`${is} ${called}`) ?? 0;
  }

  get percentRight(): number {
    const right = sum(STATES.map((state) => this.count(state, state)));
    return (100 * right) / sum([...this.#counts.values()]);
  }

  get missedWaiting(): number {
    return this.count('waiting', 'working') + this.count('waiting', 'ready');
  }
}

const sum = (counts: readonly number[]): number =>
  counts.reduce((total, count) => total + count, 0);

const cell = (text: string | number): string => String(text).padStart(8);

function table(title: string, matrix: Matrix): string {
  const rows = STATES.map((is) => {
    const counts = STATES.map((called) => cell(matrix.count(is, called) || '·'));
    return `${is.padEnd(8)}${counts.join('')}`;
  });
  const head = `${'is:'.padEnd(8)}${STATES.map(cell).join('')}`;
  return [`${title}: ${matrix.percentRight.toFixed(1)} % right`, head, ...rows].join('\n');
}

/** It read screens without colours. */
const old: Judge = ({ text }) =>
  oldDetector(
    readScreen(text)
      .map((line) => line.text)
      .join('\n'),
  );

/** By `split`; `corpus/README.md` tells what each is, and what the first runs said. */
const PARTS = {
  fixture: 'fixtures',
  heldout: 'held-out screens',
  fresh: 'fresh screens',
  heldout2: 'held-out screens, second part',
  heldout3: 'held-out screens, third part',
  heldout4: 'held-out screens, fourth part',
  heldout5: 'held-out screens, fifth part',
  heldout6: 'held-out screens, sixth part',
  heldout7: 'held-out screens, seventh part',
  heldout8: 'held-out screens, eighth part',
} as const;

function hasRightBadges(screen: LabelledScreen, rules: RuleBook, now: number): boolean {
  const { badges } = explainScreen({ ...screen, dead: screen.paneDead }, rules, now);
  return badges.toSorted().join() === screen.badges.toSorted().join();
}

/** `aider 61 of 62, ollama 37 of 37`: a part's screens by the agent that they are of. */
function rightByAgent(screens: readonly LabelledScreen[], judge: Judge): string {
  const agents = Map.groupBy(screens, ({ agent }) => agent);
  return [...agents]
    .map(([agent, shown]) => {
      const right = shown.filter((screen) => judge(screen) === screen.state).length;
      return `${agent === 'none' ? 'no agent' : agent} ${right} of ${shown.length}`;
    })
    .join(', ');
}

export function run(): Promise<BenchResult> {
  const rules = createRuleBook();
  const now = Date.now();
  const ours: Judge = ({ text, title, command, paneDead }) =>
    explainScreen({ text, title, command, dead: paneDead }, rules, now).state;
  const ratios: Ratio[] = [];
  const notes: string[] = [];
  for (const [split, what] of Object.entries(PARTS)) {
    const screens = readCorpus().filter((screen) => screen.split === split);
    const [mine, theirs] = [new Matrix(screens, ours), new Matrix(screens, old)];
    ratios.push(
      ratio(`right-${split}-vs-old-detector`, {
        a: mine.percentRight,
        b: theirs.percentRight,
        unit: '%',
        size: `${screens.length} screens`,
      }),
    );
    notes.push(
      table(`${what}, Lookout`, mine),
      table(`${what}, the old detector`, theirs),
      `${what}, by agent: ${rightByAgent(screens, ours)}`,
      `${what}: all badges right on ${screens.filter((screen) => hasRightBadges(screen, rules, now)).length} of ${screens.length}`,
      `${what}: waiting sessions called working or ready: ${mine.missedWaiting} (old detector: ${theirs.missedWaiting})`,
    );
  }
  return Promise.resolve({ ratios, notes });
}
