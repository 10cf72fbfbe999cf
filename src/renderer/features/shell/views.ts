import { views as names, type View } from '../../../shared/views.ts';

const labels: Readonly<Record<View, string>> = {
  overview: 'Overview',
  queue: 'Queue',
  sessions: 'Sessions',
  history: 'History',
  maintenance: 'Maintenance',
  alerts: 'Alerts',
  settings: 'Settings',
};

/** The views in the order of the sidebar; Alt+1 to Alt+7 go there. */
export const views = names.map((view) => ({ view, label: labels[view] }));
