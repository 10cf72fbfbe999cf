import { defineConfig } from '@playwright/test';

/** Run by `npm run e2e`, which builds the app, picks the Electron and opens the display. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
});
