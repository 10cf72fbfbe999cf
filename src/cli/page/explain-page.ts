import type { Evidence } from '../../shared/model.ts';
import { duration } from '../../shared/words.ts';
import type { Stretch } from '../../shared/timeline.ts';
import { plain } from '../terminal.ts';
import type { Explanation } from '../../core/sessions/explain.ts';

type Explained = Explanation & { readonly since?: number };

/** The lines that say what a session is doing and why; `now`: ms since the epoch. */
export function explainPage(
  explained: Explained,
  name: string,
  agent: string,
  now: number,
): string[] {
  const { state, since, detail, until, badges, evidence, disagreeing } = explained;
  const held = since === undefined ? '' : ` for ${duration(now - since)}`;
  return [
    `${name}: ${state}${held}${detail === null ? '' : `, ${detail}`}`,
    `  agent: ${agent}`,
    ...(until === null ? [] : [`  until: ${new Date(until).toISOString()}`]),
    ...(badges.length === 0 ? [] : [`  beside it: ${badges.join(', ')}`]),
    ...(evidence.length === 0 ? ['  Nothing that was seen decides it.'] : ['  Because:']),
    ...evidence.map((one) => evidenceLine(one, now)),
    ...(disagreeing.length === 0 ? [] : ['  Against it:']),
    ...disagreeing.map((one) => evidenceLine(one, now)),
  ];
}

function evidenceLine({ text, says, at, confidence, rule }: Evidence, now: number): string {
  const speaks = says === null ? '' : ` → ${says} (${Math.round(confidence * 100)} %)`;
  const by = rule === undefined ? '' : ` [${rule}]`;
  return `    ${text}${speaks}${by}, ${duration(now - at)} ago`;
}

const MOST_STRETCHES = 20;

/** What a session did before, newest first; `now`: ms since the epoch. */
export function historyLines(history: readonly Stretch[], now: number): string[] {
  if (history.length === 0) return [];
  const newest = history.toReversed().slice(0, MOST_STRETCHES);
  return [
    '  On record, newest first:',
    ...newest.map(({ state, from, to, evidence }) => {
      const why = evidence === '' ? '' : `: ${plain(evidence)}`;
      return `    ${state} from ${duration(now - from)} ago, for ${duration(to - from)}${why}`;
    }),
    ...(history.length > MOST_STRETCHES ? ['    … and more before; --json has all of it.'] : []),
  ];
}
