import { join } from 'node:path';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import type { ExportRequest } from '../shared/history-export.ts';
import { CommandFailure } from './command-failure.ts';
import type { Handlers } from './ipc.ts';
import type { Lookout } from './lookout.ts';
import { askSaveFile } from './save-dialog.ts';

const formats: Readonly<Record<ExportRequest['format'] | 'png', string>> = {
  csv: 'CSV',
  json: 'JSON',
  md: 'Markdown',
  png: 'Picture',
};

/** The answers to what the window asks about history. */
export function historyHandlers({
  monitor,
  window,
  notices,
}: Lookout): Pick<Handlers, 'getHistory' | 'exportHistory' | 'exportPicture'> {
  /** Asks for the file and writes it; `contents` is made only once a file was chosen. */
  const save = async (
    name: string,
    format: keyof typeof formats,
    contents: () => Promise<string | Buffer>,
  ): Promise<null> => {
    const to = await askSaveFile(window.browserWindow, {
      title: 'Export history',
      defaultPath: join(app.getPath('documents'), `lookout-${name}.${format}`),
      filters: [{ name: formats[format], extensions: [format] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (to === null) return null;
    await writeFileAtomic(to, await contents());
    notices.done(`Written to ${to}`);
    return null;
  };
  return {
    getHistory: (query) => monitor.request('getHistory', query),
    exportHistory: (request) =>
      save(request.format === 'md' ? 'report' : request.chart, request.format, () =>
        monitor.request('exportHistory', request),
      ),
    exportPicture: async ({ chart, ...part }) => {
      // Taken before the dialog, which may lie over it.
      const image = await window.browserWindow?.webContents.capturePage(part);
      if (image === undefined || image.isEmpty()) {
        throw new CommandFailure('failed', 'The chart could not be pictured.');
      }
      return save(chart, 'png', () => Promise.resolve(image.toPNG()));
    },
  };
}
