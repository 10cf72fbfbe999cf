import type { Page } from '@playwright/test';
import type { HistoryView } from '../../src/shared/history.ts';
import type { Snapshot, Target } from '../../src/shared/model.ts';
import type { LiveScreen } from '../../src/shared/live-screen.ts';
import type { Timeline } from '../../src/shared/timeline.ts';
import { views } from '../../src/shared/views.ts';
import { fullSnapshot } from '../../test/renderer/fixtures/full.ts';
import { hostileSnapshot } from '../../test/renderer/fixtures/hostile.ts';
import {
  brokenSnapshot,
  crashedSnapshot,
  demoSnapshot,
  emptySnapshot,
  largeSnapshot,
  staleSnapshot,
} from '../../test/renderer/fixtures/snapshots.ts';
import { maintenanceScenes } from './maintenance-scenes.ts';
import { historyScenes } from './history-scenes.ts';
import { recordScenes } from './record-scenes.ts';
import { sessionScenes } from './session-scenes.ts';

export const sizes = { small: [1024, 700], middle: [1440, 900], large: [1600, 1000] } as const;

export interface Scene {
  readonly name: string;
  /** null: before the first reading. */
  readonly snapshot: Snapshot | null;
  readonly place: Target;
  readonly size?: keyof typeof sizes;
  readonly theme?: 'light' | 'dark';
  readonly contrast?: 'more';
  /** What the chosen session did; an hour of ordinary work unless told. */
  readonly timeline?: Timeline;
  /** What its pane shows; a question unless told. */
  readonly screen?: LiveScreen;
  /** Answers to commands that differ from the usual ones, by name. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Commands that fail, and with what words. */
  readonly failures?: Readonly<Record<string, string>>;
  readonly history?: HistoryView;
  readonly act?: (page: Page) => Promise<void>;
}

/** The moment of every picture. */
export const now = Date.UTC(2026, 10, 12, 17, 0, 0);

const full = fullSnapshot(now);
const kinds = {
  full,
  empty: emptySnapshot(now),
  broken: brokenSnapshot(now),
} as const;

const everyView = views.flatMap((view): Scene[] => {
  const place: Target = { view };
  const ofKind = (['full', 'empty', 'broken'] as const).map((kind): Scene => ({
    name: `${view}-${kind}-light`,
    snapshot: kinds[kind],
    place,
  }));
  return [
    ...ofKind,
    { name: `${view}-full-dark`, snapshot: full, place, theme: 'dark' },
    { name: `${view}-small-light`, snapshot: full, place, size: 'small' },
    { name: `${view}-small-dark`, snapshot: full, place, size: 'small', theme: 'dark' },
    { name: `${view}-large-light`, snapshot: full, place, size: 'large' },
    { name: `${view}-large-dark`, snapshot: full, place, size: 'large', theme: 'dark' },
  ];
});

const overview: Target = { view: 'overview' };

/** The rules, one tried on history, one with a figure that cannot be. */
async function tryRules(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Try on the last 7 days: A session waits/ }).click();
  await page.getByLabel(/limit: More than/).fill('20');
  await page
    .getByLabel(/When it is told: The queue grows/)
    .selectOption({ label: 'own quiet hours' });
  await page.getByRole('group', { name: 'Alerts', exact: true }).scrollIntoViewIfNeeded();
}

/** It comes in a file of its own. */
async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).waitFor();
}

const special: readonly Scene[] = [
  { name: 'loading-light', snapshot: null, place: overview },
  { name: 'overview-stale-light', snapshot: staleSnapshot(now), place: overview },
  { name: 'overview-stale-dark', snapshot: staleSnapshot(now), place: overview, theme: 'dark' },
  { name: 'overview-crashed-light', snapshot: crashedSnapshot(now), place: overview },
  { name: 'overview-demo-light', snapshot: demoSnapshot(now), place: overview },
  {
    name: 'overview-demo-small-dark',
    snapshot: demoSnapshot(now),
    place: overview,
    size: 'small',
    theme: 'dark',
  },
  { name: 'overview-paused-light', snapshot: { ...full, paused: true }, place: overview },
  { name: 'overview-contrast-light', snapshot: full, place: overview, contrast: 'more' },
  { name: 'alerts-contrast-light', snapshot: full, place: { view: 'alerts' }, contrast: 'more' },
  {
    name: 'palette-contrast-dark',
    snapshot: full,
    place: overview,
    theme: 'dark',
    contrast: 'more',
    act: openPalette,
  },
  {
    name: 'settings-alerts-contrast-light',
    snapshot: full,
    place: { view: 'settings' },
    contrast: 'more',
    act: tryRules,
  },
  { name: 'overview-hostile-light', snapshot: hostileSnapshot(now), place: overview },
  { name: 'queue-hostile-light', snapshot: hostileSnapshot(now), place: { view: 'queue' } },
  { name: 'sessions-hostile-light', snapshot: hostileSnapshot(now), place: { view: 'sessions' } },
  { name: 'sessions-200-light', snapshot: largeSnapshot(now), place: { view: 'sessions' } },
  {
    name: 'sessions-200-dark-large',
    snapshot: largeSnapshot(now),
    place: { view: 'sessions' },
    theme: 'dark',
    size: 'large',
  },
  {
    name: 'sessions-difference-light',
    snapshot: full,
    place: { view: 'sessions', filter: 'ghost' },
  },
  {
    name: 'sessions-pool-dark',
    snapshot: full,
    place: { view: 'sessions', filter: 'pool' },
    theme: 'dark',
  },
  {
    name: 'sessions-picked-small-light',
    snapshot: full,
    place: { view: 'sessions', session: 'codex_worker' },
    size: 'small',
  },
  { name: 'queue-tasks-light', snapshot: full, place: { view: 'queue', queue: 'task_queue' } },
  {
    name: 'queue-errors-light',
    snapshot: full,
    place: { view: 'queue' },
    act: (page) => page.getByRole('tab', { name: /Errors/ }).click(),
  },
  {
    name: 'queue-workers-dark',
    snapshot: full,
    place: { view: 'queue' },
    theme: 'dark',
    act: (page) => page.getByRole('tab', { name: /Workers/ }).click(),
  },
  {
    name: 'queue-task-light',
    snapshot: full,
    place: { view: 'queue', queue: 'prompts', task: 4182 },
  },
  ...(['light', 'dark'] as const).map((theme): Scene => ({
    name: `keys-${theme}`,
    snapshot: full,
    place: overview,
    theme,
    act: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    },
  })),
  {
    name: 'palette-light',
    snapshot: full,
    place: overview,
    act: async (page) => {
      await openPalette(page);
      await page.keyboard.type('dev');
    },
  },
  {
    name: 'palette-dark',
    snapshot: full,
    place: overview,
    theme: 'dark',
    act: openPalette,
  },
  {
    name: 'settings-problem-light',
    snapshot: full,
    place: { view: 'settings' },
    act: async (page) => {
      await page.getByLabel('Dashboard address').first().fill('http://example.org/');
      await page.getByLabel('Waiting, at least').fill('0');
    },
  },
  {
    name: 'settings-alerts-light',
    snapshot: full,
    place: { view: 'settings' },
    act: tryRules,
  },
  {
    name: 'settings-alerts-small-dark',
    snapshot: full,
    place: { view: 'settings' },
    theme: 'dark',
    size: 'small',
    act: tryRules,
  },
  {
    name: 'source-popover-light',
    snapshot: staleSnapshot(now),
    place: overview,
    act: (page) => page.getByRole('button', { name: /assigner\.db/ }).click(),
  },
];

export const scenes: readonly Scene[] = [
  ...everyView,
  ...special,
  ...maintenanceScenes(full, kinds),
  ...sessionScenes(now),
  ...historyScenes(now),
  ...recordScenes(demoSnapshot(now), now),
];
