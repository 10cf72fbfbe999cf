import type { IndexReport } from '../../shared/model.ts';

/** Indexes that came or went between two looks, whoever did it, in words. */
export function indexChanges(
  before: readonly IndexReport[],
  after: readonly IndexReport[],
): string[] {
  const was = new Map(before.map((index) => [`${index.database} ${index.name}`, index.state]));
  return after.flatMap(({ database, name, state }) => {
    const former = was.get(`${database} ${name}`);
    if (former === undefined || (former === 'missing') === (state === 'missing')) return [];
    return state === 'not-applicable' || former === 'not-applicable'
      ? []
      : [`${name} ${state === 'missing' ? 'dropped' : 'created'}`];
  });
}
