import type { ChartMark } from '../../shared/model.ts';

/** Marks closer than this share of the time axis are one line. */
const SAME = 0.006;
/** Roughly what a letter of a label takes of the axis, and the room between two labels. */
const LETTER = 0.009;
const ROOM = 0.015;
const LONGEST_LABEL = 30;

/** One line on the time axis; several marks may share it. */
export interface PlacedMark {
  readonly t: number;
  /** An alert began; alerts ended and nothing else; something else happened. */
  readonly kind: 'alert' | 'over' | 'event';
  /** What stands beside the line; null where there is no room for it. */
  readonly label: string | null;
  /** Towards the middle of the axis, so that no label is cut off. */
  readonly side: 'left' | 'right';
}

/** Where the marks of [from, to] go, oldest first. Marks are in order of time. */
export function placeMarks(marks: readonly ChartMark[], from: number, to: number): PlacedMark[] {
  const span = Math.max(1, to - from);
  const groups: ChartMark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && mark.t - first.t < span * SAME) {
      group.push(mark);
    } else groups.push([mark]);
  }
  let takenTo = 0;
  return groups.flatMap((group): PlacedMark[] => {
    const [first] = group;
    if (first === undefined) return [];
    const at = (first.t - from) / span;
    const side = at < 0.5 ? 'right' : 'left';
    const words = labelOf(group);
    const width = words.length * LETTER + ROOM;
    const begin = side === 'right' ? at : at - width;
    const fits = words !== '' && begin >= takenTo && begin + width <= 1;
    if (fits) takenTo = begin + width;
    return [{ t: first.t, kind: kindOf(group), label: fits ? words : null, side }];
  });
}

function kindOf(group: readonly ChartMark[]): PlacedMark['kind'] {
  if (group.some(({ kind }) => kind === 'alert')) return 'alert';
  return group.every(({ kind }) => kind === 'alert-over') ? 'over' : 'event';
}

/** What happened to Lookout and to the databases is said; alerts are a sign, and said on asking. */
function labelOf(group: readonly ChartMark[]): string {
  const said = group.filter(({ kind }) => kind !== 'alert' && kind !== 'alert-over');
  const [first] = said;
  const alerts = group.filter(({ kind }) => kind === 'alert').length;
  const sign = alerts === 0 ? '' : alerts === 1 ? '▲' : `▲${alerts}`;
  if (first === undefined) return sign;
  const more = said.length === 1 ? '' : ` +${said.length - 1}`;
  const words = `${first.text}${more}`;
  const cut = words.length > LONGEST_LABEL ? `${words.slice(0, LONGEST_LABEL - 1)}…` : words;
  return sign === '' ? cut : `${sign} ${cut}`;
}

/** Marks that lie beneath the pointer: within 1 % of the axis of `t`, or within its point. */
export function marksNear(
  marks: readonly ChartMark[],
  t: number,
  { from, to, stepMs }: { readonly from: number; readonly to: number; readonly stepMs: number },
): ChartMark[] {
  const reach = Math.max((to - from) * 0.01, stepMs);
  return marks.filter((mark) => Math.abs(mark.t - t) <= reach);
}

/** A mark as a sentence of its own. */
export const markWords = ({ kind, text }: ChartMark): string => {
  if (kind === 'alert') return `Alert: ${text}`;
  return kind === 'alert-over' ? `Over: ${text}` : text;
};
