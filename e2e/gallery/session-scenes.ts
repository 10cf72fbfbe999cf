import type { Page } from '@playwright/test';
import type { Snapshot, SourceStatus, Target } from '../../src/shared/model.ts';
import { fullSnapshot } from '../../test/renderer/fixtures/full.ts';
import {
  endedScreen,
  failedScreen,
  goneScreen,
  wideScreen,
} from '../../test/renderer/fixtures/screens.ts';
import { emptyTimeline, flappingTimeline } from '../../test/renderer/fixtures/timelines.ts';
import type { Scene } from './scenes.ts';

const place: Target = { view: 'sessions' };

const showChanges = (page: Page): Promise<void> => page.getByText('What it did').click();

const untilDrawn = (page: Page): Promise<void> =>
  page.locator('.screen-row').first().waitFor({ timeout: 5000 });

async function enlarge(page: Page): Promise<void> {
  await untilDrawn(page);
  await page.getByRole('button', { name: 'Enlarge' }).click();
  await untilDrawn(page);
}

/** Another window comes to the front. */
async function turnAway(page: Page): Promise<void> {
  await untilDrawn(page);
  await page.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
}

/** Half of the sessions run on another machine, which does not answer since `brokenAt`. */
function withRemote(snapshot: Snapshot, brokenAt: number | null): Snapshot {
  const { tmux } = snapshot.sources;
  const status: SourceStatus =
    brokenAt === null
      ? tmux
      : {
          ...tmux,
          state: 'stale',
          since: brokenAt - 130_000,
          lastReadAt: brokenAt - 135_000,
          problem: {
            kind: 'host-unreachable',
            message: 'build-1 did not answer within 10 s. What its sessions do now is not known.',
            action: 'Lookout keeps trying. See whether `ssh build-1` answers in a terminal.',
          },
        };
  return {
    ...snapshot,
    sources: { ...snapshot.sources, 'tmux@build-1': { ...status, label: 'tmux on build-1' } },
    sessions: snapshot.sessions.map((session, n) =>
      n % 2 === 0 ? { ...session, host: 'build-1', branch: null, row: null, task: null } : session,
    ),
  };
}

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
    { name: 'session-live-light', snapshot: full, place, size: 'large', act: untilDrawn },
    {
      name: 'session-live-dark',
      snapshot: full,
      place,
      theme: 'dark',
      size: 'large',
      act: untilDrawn,
    },
    {
      name: 'session-live-small-dark',
      snapshot: full,
      place: { view: 'sessions', session: 'dev_math_1' },
      size: 'small',
      theme: 'dark',
      act: untilDrawn,
    },
    { name: 'session-wide-light', snapshot: full, place, screen: wideScreen(now), act: untilDrawn },
    { name: 'session-large-dark', snapshot: full, place, theme: 'dark', act: enlarge },
    {
      name: 'session-wide-large-small-light',
      snapshot: full,
      place: { view: 'sessions', session: 'dev_math_1' },
      screen: wideScreen(now),
      size: 'small',
      act: enlarge,
    },
    {
      name: 'session-ended-light',
      snapshot: full,
      place,
      screen: endedScreen(now),
      act: untilDrawn,
    },
    { name: 'session-gone-light', snapshot: full, place, screen: goneScreen },
    {
      name: 'session-screen-failed-dark',
      snapshot: full,
      place,
      theme: 'dark',
      screen: failedScreen,
    },
    { name: 'session-away-light', snapshot: full, place, size: 'large', act: turnAway },
    {
      name: 'session-remote-light',
      snapshot: withRemote(full, null),
      place: { view: 'sessions', session: 'dev_math_1' },
      act: untilDrawn,
    },
    {
      name: 'session-remote-broken-small-dark',
      snapshot: withRemote(full, now),
      place: { view: 'sessions', session: 'dev_math_1' },
      size: 'small',
      theme: 'dark',
      act: untilDrawn,
    },
    {
      name: 'session-flapping-light',
      snapshot: flapping(full),
      place,
      timeline: flappingTimeline(now),
    },
  ];
}
