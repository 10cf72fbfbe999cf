import type { AttentionItem, IndexReport, Snapshot, Target } from '../../shared/model.ts';
import { named, plural } from '../../shared/words.ts';

interface Kind {
  readonly id: string;
  readonly severity: AttentionItem['severity'];
  readonly reports: readonly IndexReport[];
  /** After "1 index" and after "3 indexes". */
  readonly says: readonly [one: string, many: string];
  readonly detail?: string;
  readonly label: string;
  readonly ask?: 'create';
}

/** What asks for a person about indexes; of the optional ones nobody is asked to have any. */
export function aboutIndexes({
  indexes,
  redundant,
}: Pick<Snapshot, 'indexes' | 'redundant'>): AttentionItem[] {
  const ours = indexes.filter(({ group }) => group === 'reference');
  const kinds: readonly Kind[] = [
    {
      id: 'lost',
      severity: 'attention',
      // Whatever group it is of: somebody decided to have it.
      reports: indexes.filter((index) => index.lostSince !== null),
      says: ['that Lookout made is gone', 'that Lookout made are gone'],
      label: 'Create again…',
      ask: 'create',
    },
    {
      id: 'missing',
      severity: 'info',
      reports: ours.filter(({ state, lostSince }) => state === 'missing' && lostSince === null),
      says: ['is missing', 'are missing'],
      label: 'Preview',
    },
    {
      id: 'drifted',
      severity: 'info',
      reports: ours.filter(({ state }) => state === 'drifted'),
      says: ['has another definition', 'have another definition'],
      label: 'Compare',
    },
    {
      id: 'unused',
      severity: 'info',
      reports: ours.filter(({ isUnused }) => isUnused),
      says: ['is there but not used', 'are there but not used'],
      detail: 'SQLite plans its queries without it. Statistics that are off do that: analyze.',
      label: 'Look',
    },
  ];
  return [...kinds.flatMap(itemOf), ...aboutRedundant(redundant)];
}

/** Each costs a little at every insert; nobody has to hurry. */
function aboutRedundant(redundant: Snapshot['redundant']): AttentionItem[] {
  const [first] = redundant;
  if (first === undefined) return [];
  const one = redundant.length === 1;
  return [
    {
      id: 'index:superfluous',
      kind: 'index',
      severity: 'info',
      title: `${plural(redundant.length, 'index', 'indexes')} ${one ? 'is' : 'are'} superfluous`,
      detail: one
        ? `${first.name}: ${first.coveredBy} answers whatever it answers.`
        : named(redundant.map(({ name }) => name)),
      since: null,
      step: { label: 'Look', target: { view: 'maintenance', tab: 'superfluous' } },
    },
  ];
}

function itemOf({ id, severity, reports, says, detail, label, ask }: Kind): AttentionItem[] {
  const [first] = reports;
  if (first === undefined) return [];
  const one = reports.length === 1;
  const target: Target = {
    view: 'maintenance',
    index: first.name,
    ...(ask !== undefined && { ask }),
  };
  return [
    {
      id: `index:${id}`,
      kind: 'index',
      severity,
      title: `${plural(reports.length, 'index', 'indexes')} ${one ? says[0] : says[1]}`,
      detail: one ? (detail ?? first.reason) : named(reports.map(({ name }) => name)),
      since: null,
      step: { label, target },
    },
  ];
}
