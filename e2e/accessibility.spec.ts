import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { views } from '../src/shared/views.ts';
import { test, type Lookout } from './lib/lookout.ts';
import { clickMenu } from './lib/menu.ts';

// axe looks at every element of every view, which a busy machine takes its time for.
test.setTimeout(360_000);

/** What axe objects to in the window as it is, or in a part of it, in words. */
async function objections(window: Page, part?: string): Promise<string[]> {
  // Another page, which axe opens by default, is what Lookout refuses.
  const axe = new AxeBuilder({ page: window }).setLegacyMode();
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 3)
      .map(
        ({ target, any }) =>
          `${id}: ${help}: ${target.join(' ')}: ${any.map(({ message }) => message).join(' ')}`,
      ),
  );
}

async function open(lookout: Lookout, view: (typeof views)[number]): Promise<void> {
  await clickMenu(lookout, `view.${view}`);
  const name = new RegExp(`^${view}`, 'i');
  await expect(
    lookout.window.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }),
  ).toHaveAttribute('aria-current', 'page');
}

async function started(lookout: Lookout): Promise<void> {
  await expect(lookout.window.locator('.tile').first()).toBeVisible();
  await expect(lookout.window.getByText('This is the demo.')).toBeVisible();
}

/** Everything that opens over a view, or beside its list: how to open it, and what it then is. */
interface Opened {
  readonly name: string;
  readonly show: (lookout: Lookout) => Promise<void>;
  readonly part: string;
}

const opened: readonly Opened[] = [
  {
    name: 'palette',
    show: (lookout) => clickMenu(lookout, 'view.palette'),
    part: '[role=dialog]',
  },
  {
    name: 'source',
    show: async (lookout) => {
      await open(lookout, 'overview');
      await lookout.window.getByRole('button', { name: /assigner\.db/ }).click();
    },
    part: '[role=dialog]',
  },
  {
    name: 'task',
    show: async (lookout) => {
      await open(lookout, 'queue');
      // Of the demo's failures there is always one; its line of waiting tasks is empty at times.
      await lookout.window
        .getByRole('button', { name: /^Example: task/ })
        .first()
        .click();
    },
    part: '[role=dialog]',
  },
  {
    name: 'create indexes',
    show: async (lookout) => {
      await open(lookout, 'maintenance');
      const create = lookout.window.getByRole('button', { name: /^Preview and create/ });
      await create.first().click();
    },
    part: '[role=dialog]',
  },
  {
    name: 'export menu',
    show: async (lookout) => {
      await open(lookout, 'history');
      await lookout.window.getByRole('button', { name: 'Export Queue depth' }).click();
    },
    part: '[role=menu]',
  },
  {
    name: 'session',
    show: async (lookout) => {
      await open(lookout, 'sessions');
      const list = lookout.window.getByRole('grid', { name: 'Sessions' });
      await list.getByRole('row').nth(1).click();
      await expect(lookout.window.locator('.screen-row').first()).toBeVisible();
    },
    part: '[aria-label="Selected session"]',
  },
];

/** Opens each, one after the other, asks axe about it, and closes it again. */
async function inspectOpened(lookout: Lookout): Promise<void> {
  const { window } = lookout;
  for (const { name, show, part } of opened) {
    await show(lookout);
    await expect(window.locator(part), name).toBeVisible();
    expect(await objections(window, part), name).toEqual([]);
    await window.keyboard.press('Escape');
  }
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe objects to nothing in any view: ${theme}`, async ({ launch }) => {
    const lookout = await launch({ flags: ['--demo', '--theme', theme] });
    const { window } = lookout;
    await started(lookout);
    for (const view of views) {
      await open(lookout, view);
      expect(await objections(window), view).toEqual([]);
    }
  });

  test(`axe objects to nothing that opens: ${theme}`, async ({ launch }) => {
    const lookout = await launch({ flags: ['--demo', '--theme', theme] });
    await started(lookout);
    await inspectOpened(lookout);
  });
}

test('high contrast and no motion are heeded', async ({ launch }) => {
  const lookout = await launch();
  const { window } = lookout;
  await started(lookout);
  await window.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  for (const view of views) {
    await open(lookout, view);
    expect(await objections(window), view).toEqual([]);
    const moving = await window.evaluate(() => document.getAnimations().length);
    expect(moving, `${view} moves`).toBe(0);
  }
  await inspectOpened(lookout);
  expect(await window.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('every chart has a table of its figures for screen readers', async ({ launch }) => {
  const lookout = await launch();
  const { window } = lookout;
  await started(lookout);
  for (const view of ['overview', 'history'] as const) {
    await open(lookout, view);
    await expect(window.locator('path.chart-shape').first()).toBeVisible();
    const charts = window.locator('.time-chart:not(.no-samples)');
    const untold = await charts.evaluateAll((all) =>
      all
        .filter((chart) => {
          const table = chart.querySelector('table');
          const isHidden = chart.querySelector('svg')?.closest('[aria-hidden=true]') !== null;
          return !isHidden || !table?.caption?.textContent || table.tBodies[0]?.rows.length === 0;
        })
        .map((chart) => chart.outerHTML.slice(0, 200)),
    );
    expect(untold, view).toEqual([]);
  }
});

test('at 200 % everything can be reached', async ({ launch }) => {
  const lookout = await launch({ flags: ['--demo', '--size', '1600x1000'] });
  const { app, window } = lookout;
  await started(lookout);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2),
  );
  await expect.poll(() => window.evaluate(() => innerWidth)).toBeLessThanOrEqual(800);
  for (const view of views) {
    await open(lookout, view);
    const beyond = await window.evaluate(() =>
      [...document.querySelectorAll('button, input, select, textarea, [role=grid]')]
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          if (width < 2) return false;
          // What lies outside must lie in something that scrolls.
          const scroller = element.closest('.scroll, .data-table');
          return (left < -0.5 || right > innerWidth + 0.5) && scroller === null;
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(beyond, view).toEqual([]);
  }
});

test('every view is reached by its key, and by Tab alone', async ({ launch }) => {
  const lookout = await launch();
  const { window } = lookout;
  await started(lookout);
  const current = window.locator('nav [aria-current=page]');
  for (const [i, view] of views.entries()) {
    await window.keyboard.press(`Alt+${i + 1}`);
    await expect(current).toHaveText(new RegExp(`^${view}`, 'i'));
  }
  await window.keyboard.press('Alt+1');
  await window.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  await window.keyboard.press('Tab');
  await window.keyboard.press('Tab');
  await window.keyboard.press('Enter');
  await expect(current).toHaveText(/^queue/i);
});
