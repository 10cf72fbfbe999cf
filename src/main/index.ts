import { app, dialog } from 'electron';
import { parseArguments } from './arguments.ts';
import { runLookout } from './lookout.ts';
import { declareScheme } from './scheme.ts';
import { hardenProcess } from './security.ts';

const parsed = parseArguments(process.argv, {
  cwd: process.cwd(),
  version: app.getVersion(),
  isDefaultApp: process.defaultApp,
});

if (parsed.kind === 'exit') {
  (parsed.code === 0 ? process.stdout : process.stderr).write(`${parsed.text}\n`);
  app.exit(parsed.code);
} else {
  hardenProcess();
  declareScheme();
  // Not awaited: Electron is not ready before its entry module has run to the end.
  runLookout(parsed.arguments, import.meta.dirname).catch((error: unknown) => {
    dialog.showErrorBox(
      'Lookout could not start',
      error instanceof Error ? (error.stack ?? '') : String(error),
    );
    app.exit(1);
  });
}
