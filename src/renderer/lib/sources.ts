import type { SourceName, SourceState, SourceStatus } from '../../shared/model.ts';

/** Sources in the order in which they are shown. */
export const sourceNames: readonly SourceName[] = ['assigner', 'architect', 'tmux', 'probe'];

export const sourceTitles: Readonly<Record<SourceName, string>> = {
  assigner: 'assigner.db',
  architect: 'architect.db',
  tmux: 'tmux',
  probe: 'API probe',
};

export const stateWords: Readonly<Record<SourceState, string>> = {
  live: 'live',
  stale: 'stale',
  unavailable: 'unavailable',
};

/** Nobody uses it: tmux is there and has no server. That is no fault. */
export const isIdle = ({ problem }: SourceStatus): boolean => problem?.kind === 'tmux-no-server';
