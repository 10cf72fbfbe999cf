import type { Page } from '@playwright/test';
import type { Snapshot, Target } from '../../src/shared/model.ts';
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
      name: 'session-flapping-light',
      snapshot: flapping(full),
      place,
      timeline: flappingTimeline(now),
    },
  ];
}
