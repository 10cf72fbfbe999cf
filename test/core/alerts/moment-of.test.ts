import { describe, expect, it } from 'vitest';
import { momentOf, type MomentContext } from '../../../src/core/alerts/moment-of.ts';
import type { Problem } from '../../../src/shared/model.ts';
import { task } from '../monitor/builders.ts';
import { fullSnapshot } from '../../renderer/fixtures/full.ts';

const NOW = Date.UTC(2026, 6, 1);
const snapshot = fullSnapshot(NOW);
const context: MomentContext = { flow: null, lostIndexes: [], inFlight: [], tmuxNames: [] };

const withTmux = (kind: Problem['kind']) => ({
  ...snapshot,
  sources: {
    ...snapshot.sources,
    tmux: {
      ...snapshot.sources.tmux,
      state: 'unavailable' as const,
      problem: { kind, message: 'tmux does not answer.', action: '' },
    },
  },
});

const held = (session: string) => ({ task: task(7), session, dueAt: null });

describe('a snapshot as alert rules see it', () => {
  it('adds both queues up and takes the older of the oldest, with the task it is', () => {
    const moment = momentOf(snapshot, context);
    const { prompts, task_queue: tasks } = snapshot.queues;
    expect(moment.waiting).toBe((prompts?.waiting ?? 0) + (tasks?.waiting ?? 0));
    const created = [prompts, tasks].map((queue) => queue?.oldestWaiting?.createdAt ?? Infinity);
    expect(moment.oldest?.waitedMs).toBe(snapshot.takenAt - Math.min(...created));
    expect(moment.oldest?.task?.id).toBe(prompts?.oldestWaiting?.id);
    expect(moment.sessions).toHaveLength(snapshot.sessions.length);
  });

  it('knows nothing of what a source that is not live would say', () => {
    const moment = momentOf(withTmux('tmux-timeout'), { ...context, inFlight: [held('a')] });
    expect(moment.sessions).toBeNull();
    expect(moment.sources?.find(({ name }) => name === 'tmux')?.bad).toBe('tmux does not answer.');
  });

  it('finds a session that holds a task and is not in tmux, as tmux writes names', () => {
    const inFlight = [held('there.1'), held('gone')];
    const { sessions } = momentOf(snapshot, { ...context, inFlight, tmuxNames: ['there_1'] });
    expect(sessions?.filter(({ state }) => state === 'gone').map(({ name }) => name)).toEqual([
      'gone',
    ]);
  });

  it('takes a tmux that has no server for one in which nobody is', () => {
    const seen = { ...withTmux('tmux-no-server'), sessions: [] };
    const moment = momentOf(seen, { ...context, inFlight: [held('a')], tmuxNames: ['a'] });
    expect(moment.sessions?.map(({ name, state }) => [name, state])).toEqual([['a', 'gone']]);
    expect(moment.sources?.find(({ name }) => name === 'tmux')?.bad).toBeNull();
  });
});
