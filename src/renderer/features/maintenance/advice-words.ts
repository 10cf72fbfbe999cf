import type { Advice, AdvisedIndex } from '../../../shared/maintenance.ts';
import { plural, fileSize } from '../../../shared/words.ts';
import { cost } from '../../lib/format.ts';

/** The advice in one sentence: "1 new index serves 3 of 14 queries: 318 ms become 4.1 ms." */
export function adviceWords({ indexes, queries, measured }: Advice): string {
  const known = queries.filter(({ problem }) => problem === null);
  if (known.length === 0) return 'None of these queries could be looked at.';
  if (indexes.length === 0) {
    return `No new index would serve ${known.length === 1 ? 'this query' : 'these queries'} better${measured ? ', measured on a copy' : ''}.`;
  }
  const served = new Set(indexes.flatMap(({ serves }) => serves));
  const timed = known.filter(({ id, beforeMs }) => served.has(id) && beforeMs !== null);
  const sum = (of: 'beforeMs' | 'afterMs'): number =>
    timed.reduce((total, one) => total + (one[of] ?? 0), 0);
  const gain =
    timed.length === 0 ? '' : `: ${cost(sum('beforeMs'))} become ${cost(sum('afterMs'))}`;
  const serve = indexes.length === 1 ? 'serves' : 'serve';
  return `${plural(indexes.length, 'new index', 'new indexes')} ${serve} ${served.size} of ${plural(known.length, 'query', 'queries')}${gain}.`;
}

/** What an index costs: "built in 2.4 s, 43 MiB, 1.9 µs more for each insert". */
export function costWords({ buildMs, bytes, insertUs }: AdvisedIndex): string {
  if (buildMs === null) return 'not measured';
  return [
    `built in ${cost(buildMs)}`,
    ...(bytes === null ? [] : [fileSize(bytes)]),
    ...(insertUs === null ? [] : [`${microseconds(insertUs)} more for each insert`]),
  ].join(', ');
}

const microseconds = (us: number): string =>
  us < 0.05 ? 'nothing measurable' : `${us < 10 ? us.toFixed(1) : Math.round(us)} µs`;
