import '../lib/no-eval.ts';

/** All that the first picture does not need, as one file: see views.ts. */
export { Alerts } from './alerts/alerts.tsx';
export { History } from './history/history.tsx';
export { Maintenance } from './maintenance/maintenance.tsx';
export { Queue } from './queue/queue.tsx';
export { Sessions } from './sessions/sessions.tsx';
export { Settings } from './settings/settings.tsx';
export { KeysHelp } from './shell/keys-help.tsx';
export { Palette } from './shell/palette.tsx';
