import type { IndexReport, IndexState } from '../../../shared/model.ts';
import { plural } from '../../../shared/words.ts';
import type { PillKind } from '../../lib/pill.tsx';

/** Each state's word, weight, and what it means. */
export const indexStates: Readonly<
  Record<IndexState, { readonly word: string; readonly kind: PillKind; readonly meaning: string }>
> = {
  missing: { word: 'missing', kind: 'bad', meaning: 'No index serves its queries.' },
  drifted: {
    word: 'drifted',
    kind: 'attention',
    meaning: 'An index of this name is there, with another definition.',
  },
  improvable: {
    word: 'improvable',
    kind: 'attention',
    meaning: 'As the reference has it; the recommended definition is faster.',
  },
  present: { word: '✓ present', kind: 'good', meaning: 'As recommended.' },
  equivalent: {
    word: '✓ equivalent',
    kind: 'good',
    meaning: 'The same index is there under another name.',
  },
  'not-applicable': {
    word: 'not applicable',
    kind: 'quiet',
    meaning: 'This copy lacks the table or a column.',
  },
};

const urgency: readonly IndexState[] = [
  'missing',
  'drifted',
  'improvable',
  'equivalent',
  'present',
  'not-applicable',
];

/** What needs a decision first; the reference's nine before the rest; else as in the catalogue. */
export const byNeed = (a: IndexReport, b: IndexReport): number =>
  Number(a.group !== 'reference') - Number(b.group !== 'reference') ||
  urgency.indexOf(a.state) - urgency.indexOf(b.state);

/** "prompts (status, priority DESC, created_at)" of a CREATE INDEX. */
export const targetOf = (sql: string): string =>
  sql.replace(/^CREATE\s+(UNIQUE\s+)?INDEX\s+(IF\s+NOT\s+EXISTS\s+)?\S+\s+ON\s+/i, '');

interface Summary {
  /** What matters first, and what else there is. */
  readonly text: string;
  readonly detail: string | null;
  readonly fine: boolean;
  readonly missing: number;
}

/** One sentence about the reference's indexes. */
export function summaryOf(indexes: readonly IndexReport[]): Summary {
  const asked = indexes.filter(({ group }) => group === 'reference');
  const having = (state: IndexState) => asked.filter((index) => index.state === state).length;
  const parts = (['missing', 'drifted', 'improvable'] as const)
    .map((state) => [having(state), state] as const)
    .filter(([size]) => size > 0);
  const [first, ...others] = parts;
  if (first === undefined) {
    const applicable = asked.length - having('not-applicable');
    return {
      detail: null,
      text: `All ${plural(applicable, 'recommended index', 'recommended indexes')} that apply are in place.`,
      fine: true,
      missing: 0,
    };
  }
  const [size, state] = first;
  return {
    text: `${size} of ${asked.length} recommended indexes ${size === 1 ? 'is' : 'are'} ${state}.`,
    detail: others.length === 0 ? null : `${others.map((one) => one.join(' ')).join(', ')}.`,
    fine: false,
    missing: having('missing'),
  };
}
