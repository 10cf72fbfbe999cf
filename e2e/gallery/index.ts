/**
 * Pictures of every view in every state, in a real browser under the app's own policy, without
 * Electron: `npm run gallery -- [--out FOLDER] [--only WORD,…] [--no-build]`.
 * Exits 1 when a picture broke the policy, logged an error, is cut off, or axe objects.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import config from '../../electron.vite.config.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { liveScreen } from '../../test/renderer/fixtures/screens.ts';
import { fullTimeline } from '../../test/renderer/fixtures/timelines.ts';
import { alertLog, dryRun } from '../../test/renderer/fixtures/alerts.ts';
import { fullHistory } from '../../test/renderer/fixtures/history.ts';
import { now, scenes, sizes, type Scene } from './scenes.ts';
import { maintenanceAnswers } from './maintenance-scenes.ts';
import { serve } from './serve.ts';
import { installStub } from './stub.ts';
import { actions, task } from './told.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'test-results/gallery' },
    only: { type: 'string', default: '' },
    'no-build': { type: 'boolean', default: false },
  },
});
const built = resolve('out/gallery');

async function main(): Promise<void> {
  if (!values['no-build'] || !existsSync(built)) await buildRenderer();
  await mkdir(values.out, { recursive: true });
  const { url, server } = await serve(built);
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  let faults = 0;
  for (const scene of scenes.filter(({ name }) =>
    values.only.split(',').some((word) => name.includes(word)),
  )) {
    const found = await picture(browser, url, scene).catch((error: unknown) => [String(error)]);
    faults += found.length;
    console.log(`${found.length === 0 ? 'ok  ' : 'BAD '} ${scene.name}`);
    for (const fault of found) console.log(`     ${fault}`);
  }
  await browser.close();
  server.close();
  console.log(`pictures in ${values.out}, ${faults} faults`);
  process.exitCode = faults === 0 ? 0 : 1;
}

async function buildRenderer(): Promise<void> {
  if (typeof config !== 'object' || !('renderer' in config)) throw new Error('no renderer config');
  const { renderer } = config;
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'warn',
    build: { ...renderer?.build, outDir: built, emptyOutDir: true },
  });
}

/** Takes one picture and returns what is wrong with it, in words. */
async function picture(browser: Browser, url: string, scene: Scene): Promise<string[]> {
  const [width, height] = sizes[scene.size ?? 'middle'];
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scene.theme ?? 'light',
    contrast: scene.contrast ?? 'no-preference',
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  await page.clock.setFixedTime(now);
  await page.addInitScript(installStub, {
    snapshot: scene.snapshot,
    settings: defaultSettings,
    actions,
    task,
    timeline: scene.timeline ?? fullTimeline(now),
    failures: scene.failures ?? {},
    answers: { ...maintenanceAnswers, ...scene.answers },
    history: scene.history ?? fullHistory(now),
    alerts: scene.snapshot?.alerts.revision === 0 ? [] : alertLog(now),
    dryRun: dryRun(now),
    screen: scene.screen ?? liveScreen(now),
  });
  await page.goto(url);
  await page.evaluate((place) => {
    Reflect.get(window, 'gallery').emit('navigate', place);
  }, scene.place);
  // All views but the first come in a file of their own.
  const isView = scene.place.view === 'overview' ? '.overview' : ':not(.overview)';
  const first = scene.snapshot === null ? '.loading' : isView;
  await page.locator(`main > ${first}`).first().waitFor({ state: 'attached', timeout: 10_000 });
  await settled(page);
  await scene.act?.(page);
  await settled(page);
  await page.screenshot({ path: join(values.out, `${scene.name}.png`) });
  faults.push(...(await inspect(page)));
  await context.close();
  return faults;
}

/** Two frames: one to render, one for what measures itself. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)));
      }),
  );

async function inspect(page: Page): Promise<string[]> {
  const faults: string[] = await page.evaluate(() =>
    Reflect.get(window, 'gallery').violations.map((text: string) => `policy: ${text}`),
  );
  const beyond = await page.evaluate(() =>
    [...document.querySelectorAll('#root *, [role=dialog] *')]
      .filter((element) => {
        const { right, width } = element.getBoundingClientRect();
        return (
          width > 1 &&
          right > innerWidth + 0.5 &&
          element.closest('.clip, .screen, .visually-hidden') === null
        );
      })
      .map((element) => `cut off: ${element.tagName} ${element.className}`),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const objections = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `axe ${id}: ${help}: ${node.target.join(' ')}`),
  );
  return [...faults, ...new Set(beyond), ...objections];
}

await main();
