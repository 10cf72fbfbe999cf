import type { Target } from '../../../shared/model.ts';

type ViewName = Target['view'];

/** The views in the order of the sidebar; Alt+1 to Alt+7 go there. */
export const views: readonly { readonly view: ViewName; readonly label: string }[] = [
  { view: 'overview', label: 'Overview' },
  { view: 'queue', label: 'Queue' },
  { view: 'sessions', label: 'Sessions' },
  { view: 'history', label: 'History' },
  { view: 'maintenance', label: 'Maintenance' },
  { view: 'alerts', label: 'Alerts' },
  { view: 'settings', label: 'Settings' },
];
