import { dialog, type BrowserWindow, type SaveDialogOptions } from 'electron';

/** Asks for a file to write; null when none was chosen. */
export async function askSaveFile(
  parent: BrowserWindow | null,
  options: SaveDialogOptions,
): Promise<string | null> {
  const { canceled, filePath } = await (parent === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parent, options));
  return canceled || filePath === '' ? null : filePath;
}
