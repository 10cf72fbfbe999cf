import { lazy, type ComponentType } from 'react';
import type { View } from '../../shared/views.ts';
import { Overview } from './overview/overview.tsx';

/**
 * The window starts with the Overview. What else there is comes as one more file, fetched once the
 * first picture is drawn, so that nobody waits for it.
 */
export const fetchRest = () => import('./rest.ts');

type Rest = Awaited<ReturnType<typeof fetchRest>>;

const later = (choose: (rest: Rest) => ComponentType) =>
  lazy(async () => ({ default: choose(await fetchRest()) }));

export const viewOf: Readonly<Record<View, ComponentType>> = {
  overview: Overview,
  queue: later(({ Queue }) => Queue),
  sessions: later(({ Sessions }) => Sessions),
  history: later(({ History }) => History),
  maintenance: later(({ Maintenance }) => Maintenance),
  alerts: later(({ Alerts }) => Alerts),
  settings: later(({ Settings }) => Settings),
};

export const Palette = later((rest) => rest.Palette);
export const KeysHelp = later((rest) => rest.KeysHelp);
