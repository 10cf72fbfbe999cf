import { remotesOf } from '../shared/remote-sources.ts';
import type { Problem, Snapshot, SourceStatus } from '../shared/model.ts';

/**
 * The last picture while nobody watches: figures as they were, every source stale (or still
 * unavailable) since `at`, and `problem` said first. `takenAt` stays: that is when they were true.
 */
export function staleSnapshot(latest: Snapshot, problem: Problem, at: number): Snapshot {
  const stale = (source: SourceStatus): SourceStatus =>
    isOff(source)
      ? source
      : {
          ...source,
          state: source.lastReadAt === null ? 'unavailable' : 'stale',
          since: source.problem?.kind === problem.kind ? source.since : at,
          problem,
        };
  const { assigner, architect, tmux, probe } = latest.sources;
  const remotes = remotesOf(latest.sources).map(({ name, status }) => [name, stale(status)]);
  return {
    ...latest,
    headline: { health: 'broken', text: problem.message, detail: problem.action },
    sources: {
      ...Object.fromEntries(remotes),
      assigner: stale(assigner),
      architect: stale(architect),
      tmux: stale(tmux),
      probe: stale(probe),
    },
  };
}

const isOff = ({ problem }: SourceStatus): boolean => problem?.kind === 'not-configured';
