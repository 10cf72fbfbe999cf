import { dialog, type BrowserWindow } from 'electron';

/** Asks for an Architect folder; null when none was chosen. */
export async function askFolder(parent: BrowserWindow | null): Promise<string | null> {
  // Tests cannot click a native dialog.
  const given =
    process.env['LOOKOUT_TEST'] === '1' ? process.env['LOOKOUT_TEST_FOLDER'] : undefined;
  if (given !== undefined) return given;
  const options = {
    title: 'Open an Architect folder',
    message: 'The folder that holds data/architect.db and data/assigner/assigner.db',
    properties: ['openDirectory' as const],
  };
  const { filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  return filePaths[0] ?? null;
}
