import type { Page } from '@playwright/test';
import type { Snapshot, Target } from '../../src/shared/model.ts';
import { fullSnapshot } from '../../test/renderer/fixtures/full.ts';
import { emptyTimeline, flappingTimeline } from '../../test/renderer/fixtures/timelines.ts';
import type { Scene } from './scenes.ts';

const place: Target = { view: 'sessions' };

const showChanges = (page: Page): Promise<void> => page.getByText('What it did').click();

const flapping = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sessions: snapshot.sessions.map((session, n) =>
    n < 2 ? { ...session, badges: [...session.badges, 'flapping'] } : session,
  ),
});

/** One session in the window, in every form it can take. `now`: the moment of the pictures. */
export function sessionScenes(now: number): readonly Scene[] {
  const full = fullSnapshot(now);
  return [
    { name: 'session-timeline-light', snapshot: full, place, act: showChanges },
    { name: 'session-timeline-dark', snapshot: full, place, theme: 'dark', act: showChanges },
    { name: 'session-timeline-empty-light', snapshot: full, place, timeline: emptyTimeline(now) },
    {
      name: 'session-flapping-light',
      snapshot: flapping(full),
      place,
      timeline: flappingTimeline(now),
    },
  ];
}
