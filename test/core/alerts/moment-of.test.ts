import { describe, expect, it } from 'vitest';
import { momentOf } from '../../../src/core/alerts/moment-of.ts';
import { fullSnapshot } from '../../renderer/fixtures/full.ts';

const NOW = Date.UTC(2026, 6, 1);

describe('a snapshot as alert rules see it', () => {
  const snapshot = fullSnapshot(NOW);

  it('adds both queues up and takes the older of the oldest', () => {
    const moment = momentOf(snapshot, null, [], null);
    const { prompts, task_queue: tasks } = snapshot.queues;
    expect(moment.waiting).toBe((prompts?.waiting ?? 0) + (tasks?.waiting ?? 0));
    expect(moment.sessions).toHaveLength(snapshot.sessions.length);
  });

  it('knows nothing of what a source that is not live would say', () => {
    const bad = {
      ...snapshot.sources.tmux,
      state: 'stale' as const,
      problem: { kind: 'tmux-timeout' as const, message: 'tmux does not answer.', action: '' },
    };
    const moment = momentOf(
      { ...snapshot, sources: { ...snapshot.sources, tmux: bad } },
      null,
      [],
      null,
    );
    expect(moment.sessions).toBeNull();
    expect(moment.sources?.find((source) => source.name === 'tmux')?.bad).toBe(
      'tmux does not answer.',
    );
  });
});
