import { dialog, type BrowserWindow } from 'electron';

/**
 * Asks in a dialog of the system's own whether Lookout may run `command`, and when: the page
 * can ask for it, but only a person can allow it.
 */
export async function allowsCommand(
  parent: BrowserWindow | null,
  command: readonly string[],
  when: 'at each alert' | 'to open a terminal',
): Promise<boolean> {
  const options = {
    type: 'question' as const,
    message: `Run this command ${when}?`,
    detail: command.map((word, i) => (i === 0 ? word : `    ${word}`)).join('\n'),
    buttons: [`Run it ${when}`, 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 0;
}
