import type { MenuItemConstructorOptions } from 'electron';
import type { Action, Group } from './actions.ts';

type Template = MenuItemConstructorOptions[];

/** Ids after which the menu draws a line; those listed nowhere follow in their own order. */
const lineBefore: ReadonlySet<string> = new Set([
  'file.settings',
  'file.close',
  'file.quit',
  'view.palette',
  'view.zoomIn',
  'view.fullScreen',
  'maintenance.create',
  'maintenance.analyze',
  'maintenance.check',
  'maintenance.advise',
  'maintenance.cancel',
  'help.about',
]);

/** On a Mac these live in the application's own menu. */
const inAppMenu: ReadonlySet<string> = new Set(['help.about', 'file.settings', 'file.quit']);

/** The application menu, made of the actions and of what the system brings itself. */
export function menuTemplate(
  actions: readonly Action[],
  isMac: boolean,
  run: (id: string) => void,
): Template {
  const item = (action: Action): MenuItemConstructorOptions => ({
    id: action.id,
    label: action.label,
    enabled: action.enabled,
    ...(action.accelerator === null ? {} : { accelerator: action.accelerator }),
    ...(action.checked === undefined ? {} : { type: 'radio', checked: action.checked }),
    click: () => run(action.id),
  });
  const group = (name: Group): Template =>
    grouped(
      actions.filter((action) => action.group === name && !(isMac && inAppMenu.has(action.id))),
      item,
    );
  const menus: Template = [
    { label: 'File', submenu: group('File') },
    { role: 'editMenu' },
    { label: 'View', submenu: group('View') },
    { label: 'Monitor', submenu: group('Monitor') },
    { label: 'Maintenance', submenu: group('Maintenance') },
    { label: 'Window', submenu: windowMenu(isMac) },
    { role: 'help', submenu: group('Help') },
  ];
  return isMac ? [appMenu(actions, item), ...menus] : menus;
}

/** Without the system's own Close: that is an action. */
const windowMenu = (isMac: boolean): Template => [
  { role: 'minimize' },
  { role: 'zoom' },
  ...(isMac ? ([{ type: 'separator' }, { role: 'front' }] as const) : []),
];

/** Actions in a row; those under one heading share a submenu where the first of them stands. */
function grouped(
  actions: readonly Action[],
  item: (action: Action) => MenuItemConstructorOptions,
): Template {
  const template: Template = [];
  const submenus = new Map<string, Template>();
  for (const action of actions) {
    const { under } = action;
    if (under === undefined) {
      if (lineBefore.has(action.id) && template.length > 0) template.push({ type: 'separator' });
      template.push(item(action));
      continue;
    }
    const submenu = submenus.get(under) ?? [];
    if (submenu.length === 0) template.push({ label: under, submenu });
    submenus.set(under, submenu);
    submenu.push(item(action));
  }
  return template;
}

function appMenu(
  actions: readonly Action[],
  item: (action: Action) => MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  const own = (id: string): Template => actions.filter((action) => action.id === id).map(item);
  return {
    role: 'appMenu',
    submenu: [
      ...own('help.about'),
      { type: 'separator' },
      ...own('file.settings'),
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      ...own('file.quit'),
    ],
  };
}
