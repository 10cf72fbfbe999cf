import type { Session, SessionState } from '../../../shared/model.ts';

export type StateFilter = 'all' | 'waiting' | 'blocked' | 'working' | 'ready' | 'other';

interface Filter {
  readonly id: StateFilter;
  readonly has: (state: SessionState) => boolean;
}

export const stateFilters: readonly Filter[] = [
  { id: 'all', has: () => true },
  { id: 'waiting', has: (state) => state === 'waiting' },
  { id: 'blocked', has: (state) => state === 'blocked' },
  { id: 'working', has: (state) => state === 'working' },
  { id: 'ready', has: (state) => state === 'ready' },
  { id: 'other', has: (state) => state === 'shell' || state === 'dead' || state === 'unknown' },
];

/** Whether a session is in the chosen states and has every word of `text` in what is shown of it. */
export function matches(session: Session, states: StateFilter, text: string): boolean {
  const filter = stateFilters.find(({ id }) => id === states);
  if (filter !== undefined && !filter.has(session.state)) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { name, agent, state, detail, cwd, branch, lastLine, task, row, host } = session;
  const searched = [name, agent, state, detail, cwd, branch, lastLine, row?.status, host]
    .concat(task ? [String(task.id), task.summary] : [])
    .join('\n')
    .toLowerCase();
  return words.every((word) => searched.includes(word));
}
