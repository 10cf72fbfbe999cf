import { runChecks } from './lib/checks.mjs';
import { script } from './lib/project.mjs';

/** `npm run check`: everything that needs no running program. */
await script(async () => {
  const { failed } = await runChecks();
  if (failed > 0) process.exitCode = 1;
});
