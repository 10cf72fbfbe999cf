import { runEndToEnd } from './lib/end-to-end.mjs';
import { script } from './lib/project.mjs';

/** `npm run e2e -- [Playwright's arguments]`: the whole app on a real Electron. */
await script(async () => {
  process.exitCode = await runEndToEnd(process.argv.slice(2));
});
