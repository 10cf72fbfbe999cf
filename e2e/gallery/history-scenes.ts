import type { Page } from '@playwright/test';
import type { HistoryView } from '../../src/shared/history.ts';
import type { Chart, Target } from '../../src/shared/model.ts';
import { fullSnapshot } from '../../test/renderer/fixtures/full.ts';
import { emptyHistory, fullHistory } from '../../test/renderer/fixtures/history.ts';
import type { Scene } from './scenes.ts';

const place: Target = { view: 'history' };
const HOUR = 3_600_000;

/** Down to the failures by kind. */
const toKinds = (page: Page): Promise<void> =>
  page.locator('.history-failures').scrollIntoViewIfNeeded();

/** A chart that knows nothing of what was before `from`. */
const without = ({ series, points }: Chart, from: number): Chart => ({
  series,
  points: points.map((point) =>
    point.t < from
      ? { ...Object.fromEntries(series.map(({ key }) => [key, null])), t: point.t }
      : point,
  ),
});

/** History in every form it can take. `now`: the moment of the pictures. */
export function historyScenes(now: number): readonly Scene[] {
  const snapshot = fullSnapshot(now);
  const full = fullHistory(now);
  const reconstructed: HistoryView = {
    ...full,
    ghost: null,
    charts: { ...full.charts, reconstructedTo: now - 10 * HOUR },
  };
  // Nothing is known of the first third; the second was worked out.
  const young: HistoryView = {
    ...reconstructed,
    charts: { ...reconstructed.charts, depth: without(full.charts.depth, now - 16 * HOUR) },
  };
  return [
    { name: 'history-young-light', snapshot, place, history: young },
    {
      name: 'history-keys-dark',
      snapshot,
      place,
      theme: 'dark',
      act: async (page) => {
        await page.getByRole('button', { name: 'Export Queue depth' }).focus();
        await page.keyboard.press('Tab');
        for (const key of ['PageDown', 'PageDown', 'Shift+PageDown', 'Shift+PageDown']) {
          await page.keyboard.press(key);
        }
      },
    },
    { name: 'history-none-light', snapshot, place, history: emptyHistory(now) },
    { name: 'history-reconstructed-light', snapshot, place, history: reconstructed },
    {
      name: 'history-reconstructed-dark',
      snapshot,
      place,
      history: reconstructed,
      theme: 'dark',
    },
    { name: 'history-none-dark', snapshot, place, history: emptyHistory(now), theme: 'dark' },
    { name: 'history-contrast-light', snapshot, place, contrast: 'more' },
    { name: 'history-contrast-dark', snapshot, place, contrast: 'more', theme: 'dark' },
    {
      name: 'history-unreadable-light',
      snapshot,
      place,
      failures: { getHistory: 'History cannot be read now.' },
    },
    { name: 'history-kinds-light', snapshot, place, act: toKinds },
    { name: 'history-kinds-dark', snapshot, place, theme: 'dark', size: 'large', act: toKinds },
    { name: 'history-kinds-small-light', snapshot, place, size: 'small', act: toKinds },
    {
      name: 'history-mark-light',
      snapshot,
      place,
      // Over the two alerts at the end of the day.
      act: async (page) => {
        const box = await page.locator('.history-depth .time-chart-plot').boundingBox();
        if (box === null) throw new Error('there is no chart');
        await page.mouse.move(box.x + 44 + (box.width - 45) * 0.9375, box.y + box.height / 2);
      },
    },
    {
      name: 'history-export-light',
      snapshot,
      place,
      act: (page) => page.getByRole('button', { name: 'Export Queue depth' }).click(),
    },
  ];
}
