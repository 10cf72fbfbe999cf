import type { QueryPlan } from './explain.ts';

/** What one step costs, of no unit: only differences between plans of one statement mean something. */
const WHOLE_TABLE = 1000;
const WHOLE_INDEX_WITH_ROWS = 900;
const WHOLE_INDEX = 400;
const IN_ORDER_TO_A_LIMIT = 60;
const SEARCHED = 100;
const SORTED = 150;
const SORTED_IN_PART = 60;
/** Decides between plans that are the same otherwise. */
const TOUCHES_NO_ROWS = 0.999;
/** A step inside another one's loop runs once for each of its rows. */
const IN_A_LOOP = 5;

/**
 * How much a plan has to do, judged by its steps: whole tables read, sorts, how many terms of the
 * statement a search uses. Tables in memory are empty, so rows cannot be counted.
 */
export function planCost({ lines }: QueryPlan, hasLimit: boolean): number {
  const sorts = lines.some((line) => line.includes('TEMP B-TREE'));
  const loops = new Map<number, number>();
  let cost = 0;
  for (const line of lines) {
    const depth = line.search(/\S/);
    const step = stepCost(line.trim(), hasLimit && !sorts);
    const isRead = /^\s*(?:SCAN|SEARCH) /.test(line);
    const place = loops.get(depth) ?? 0;
    cost += step * (isRead && place > 0 ? IN_A_LOOP : 1);
    if (isRead) loops.set(depth, place + 1);
    for (const deeper of loops.keys()) if (deeper > depth) loops.delete(deeper);
  }
  return cost;
}

function stepCost(step: string, stopsEarly: boolean): number {
  if (step.includes('TEMP B-TREE')) {
    return /LAST|RIGHT/.test(step) ? SORTED_IN_PART : SORTED;
  }
  if (step.includes('AUTOMATIC')) return WHOLE_TABLE;
  if (step.startsWith('SCAN ')) return scanCost(step, stopsEarly);
  return step.startsWith('SEARCH ') ? searchCost(step) : 0;
}

function scanCost(step: string, stopsEarly: boolean): number {
  if (step.includes('CONSTANT ROW')) return 0;
  if (!step.includes(' USING ')) return WHOLE_TABLE;
  if (stopsEarly) return IN_ORDER_TO_A_LIMIT;
  return step.includes('COVERING') ? WHOLE_INDEX : WHOLE_INDEX_WITH_ROWS;
}

function searchCost(step: string): number {
  if (/INTEGER PRIMARY KEY \(rowid=\?\)/.test(step)) return 1;
  if (!step.includes(' USING ')) return WHOLE_TABLE;
  // The least or the most of a column: one end of its index.
  if (!step.includes('(')) return 1;
  const terms = /\(([^()]*)\)$/.exec(step)?.[1] ?? '';
  const equal = terms.match(/[^<>]=\?/g)?.length ?? 0;
  const ranged = /[<>]/.test(terms) ? 2 : 1;
  const covering = step.includes('COVERING') ? TOUCHES_NO_ROWS : 1;
  return (SEARCHED / (4 ** Math.max(0, equal - 1) * ranged * (equal > 0 ? 2 : 1))) * covering;
}
