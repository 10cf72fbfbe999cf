import type { ActionItem } from '../shared/contract.ts';
import type { Snapshot, Target } from '../shared/model.ts';
import type { Settings } from '../shared/settings.ts';

/** What actions do; index.ts wires it to window, monitor and the rest. */
export interface Deeds {
  openFolder(): Promise<void>;
  openRoot(root: string): void;
  openDemo(): void;
  goTo(target: Target): void;
  openPalette(): void;
  closeWindow(): void;
  /** Steps of zoom; 0 is the actual size. */
  zoom(step: -1 | 0 | 1): void;
  toggleFullScreen(): void;
  setTheme(theme: Settings['theme']): void;
  setPaused(paused: boolean): void;
  scanNow(): Promise<void>;
  verifyIndexes(): Promise<void>;
  cancelMaintenance(): Promise<void>;
  copyDiagnostics(): Promise<void>;
  openLogs(): Promise<void>;
  about(): void;
  quit(): void;
  /** Makes the watcher die as a defect would, to see it come back; null but under test. */
  readonly crashWatcher: (() => void) | null;
}

export interface Situation {
  readonly settings: Settings;
  readonly snapshot: Snapshot | null;
  readonly paused: boolean;
  readonly hasWindow: boolean;
  /** Whether there are databases to look after, and whether that goes on just now. */
  readonly maintenance: { readonly isPossible: boolean; readonly isRunning: boolean };
  /** The theme in force, which the command line can fix. */
  readonly isMac: boolean;
}

export type Group = 'File' | 'Edit' | 'View' | 'Monitor' | 'Maintenance' | 'Help';

/** One thing a person can have done, from menu, palette or by its keys. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly group: Group;
  readonly accelerator: string | null;
  readonly enabled: boolean;
  /** Shown as chosen; undefined where there is nothing to choose. */
  readonly checked?: boolean;
  /** In the menu under this submenu. */
  readonly under?: string;
  readonly run: () => void | Promise<void>;
}

type Entry = Partial<Action> & Pick<Action, 'id' | 'label' | 'run'>;

const inGroup = (group: Group, entries: readonly Entry[]): readonly Action[] =>
  entries.map((entry) => ({ group, accelerator: null, enabled: true, ...entry }));

/** Every action, in the order of menu and palette, as things stand now. */
export function listActions(deeds: Deeds, situation: Situation): readonly Action[] {
  return [
    ...inGroup('File', fileActions(deeds, situation)),
    ...inGroup('View', viewActions(deeds, situation)),
    ...inGroup('Monitor', monitorActions(deeds, situation)),
    ...inGroup('Maintenance', maintenanceActions(deeds, situation)),
    ...inGroup('Help', helpActions(deeds)),
  ];
}

function fileActions(deeds: Deeds, { settings, snapshot, hasWindow }: Situation): Entry[] {
  return [
    {
      id: 'file.open',
      label: 'Open Architect folder…',
      accelerator: 'CmdOrCtrl+O',
      run: () => deeds.openFolder(),
    },
    ...settings.recentRoots.map((root, n) => ({
      id: `file.recent.${n}`,
      label: root,
      under: 'Open recent',
      run: () => deeds.openRoot(root),
    })),
    {
      id: 'file.demo',
      label: 'Open demo',
      enabled: snapshot?.watched.demo !== true,
      run: () => deeds.openDemo(),
    },
    {
      id: 'file.settings',
      label: 'Settings',
      accelerator: 'CmdOrCtrl+,',
      run: () => deeds.goTo({ view: 'settings' }),
    },
    {
      id: 'file.close',
      label: 'Close window',
      accelerator: 'CmdOrCtrl+W',
      enabled: hasWindow,
      run: () => deeds.closeWindow(),
    },
    {
      id: 'file.quit',
      label: 'Quit Lookout',
      accelerator: 'CmdOrCtrl+Q',
      run: () => deeds.quit(),
    },
  ];
}

const views = [
  ['overview', 'Overview'],
  ['queue', 'Queue'],
  ['sessions', 'Sessions'],
  ['history', 'History'],
  ['maintenance', 'Maintenance'],
  ['alerts', 'Alerts'],
  ['settings', 'Settings'],
] as const;

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

function viewActions(deeds: Deeds, { settings, hasWindow, isMac }: Situation): Entry[] {
  return [
    ...views.map(([view, label], n) => ({
      id: `view.${view}`,
      label,
      accelerator: `CmdOrCtrl+${n + 1}`,
      run: () => deeds.goTo({ view }),
    })),
    {
      id: 'view.palette',
      label: 'Command palette…',
      accelerator: 'CmdOrCtrl+K',
      run: () => deeds.openPalette(),
    },
    ...themes.map(([theme, label]) => ({
      id: `view.theme.${theme}`,
      label,
      under: 'Theme',
      checked: settings.theme === theme,
      run: () => deeds.setTheme(theme),
    })),
    {
      id: 'view.zoomIn',
      label: 'Zoom in',
      accelerator: 'CmdOrCtrl+Plus',
      enabled: hasWindow,
      run: () => deeds.zoom(1),
    },
    {
      id: 'view.zoomOut',
      label: 'Zoom out',
      accelerator: 'CmdOrCtrl+-',
      enabled: hasWindow,
      run: () => deeds.zoom(-1),
    },
    {
      id: 'view.zoomReset',
      label: 'Actual size',
      accelerator: 'CmdOrCtrl+0',
      enabled: hasWindow,
      run: () => deeds.zoom(0),
    },
    {
      id: 'view.fullScreen',
      label: 'Full screen',
      accelerator: isMac ? 'Ctrl+Cmd+F' : 'F11',
      enabled: hasWindow,
      run: () => deeds.toggleFullScreen(),
    },
  ];
}

function monitorActions(deeds: Deeds, { paused, snapshot }: Situation): Entry[] {
  const { crashWatcher } = deeds;
  return [
    {
      id: 'monitor.pause',
      label: paused ? 'Resume' : 'Pause',
      accelerator: 'CmdOrCtrl+Shift+P',
      run: () => deeds.setPaused(!paused),
    },
    {
      id: 'monitor.scanNow',
      label: 'Scan now',
      accelerator: 'CmdOrCtrl+R',
      enabled: !paused && snapshot !== null,
      run: () => deeds.scanNow(),
    },
    ...(crashWatcher === null
      ? []
      : [{ id: 'monitor.crash', label: 'Crash the watcher (test)', run: () => crashWatcher() }]),
  ];
}

const asks = [
  ['create', 'Create missing indexes…'],
  ['rollback', 'Roll back…'],
  ['analyze', 'Analyze…'],
  ['optimize', 'Optimize…'],
  ['check', 'Check integrity…'],
  ['backup', 'Back up…'],
] as const;

/** Each only opens the dialog that asks: nothing runs from a menu alone. */
function maintenanceActions(deeds: Deeds, { snapshot, maintenance }: Situation): Entry[] {
  const { isPossible, isRunning } = maintenance;
  return [
    {
      id: 'maintenance.verify',
      label: 'Verify indexes now',
      accelerator: 'CmdOrCtrl+Shift+I',
      enabled: snapshot !== null,
      run: () => deeds.verifyIndexes(),
    },
    ...asks.map(([ask, label]) => ({
      id: `maintenance.${ask}`,
      label,
      enabled: isPossible && !isRunning,
      run: () => deeds.goTo({ view: 'maintenance', ask }),
    })),
    {
      id: 'maintenance.advise',
      label: 'Index advisor',
      enabled: isPossible,
      run: () => deeds.goTo({ view: 'maintenance', tab: 'advisor' }),
    },
    {
      id: 'maintenance.cancel',
      label: 'Stop maintenance',
      enabled: isRunning,
      run: () => deeds.cancelMaintenance(),
    },
  ];
}

function helpActions(deeds: Deeds): Entry[] {
  return [
    { id: 'help.diagnostics', label: 'Copy diagnostics', run: () => deeds.copyDiagnostics() },
    { id: 'help.logs', label: 'Open log folder', run: () => deeds.openLogs() },
    { id: 'help.about', label: 'About Lookout', run: () => deeds.about() },
  ];
}

/** An action as the palette shows it: what a submenu says in two steps is one line there. */
export const toItem = ({ id, label, group, accelerator, enabled, under }: Action): ActionItem => ({
  id,
  label: under === undefined ? label : `${under}: ${label}`,
  group,
  accelerator,
  enabled,
});
