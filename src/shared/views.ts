import type { Target } from './model.ts';

export type View = Target['view'];

/** Every view, in the order of the sidebar and of the keys Alt+1, Alt+2, … */
export const views = [
  'overview',
  'queue',
  'sessions',
  'history',
  'maintenance',
  'alerts',
  'settings',
] as const satisfies readonly View[];
