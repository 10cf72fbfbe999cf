import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test, type Fleet } from './lib/fleet.ts';
import { quit, start, type Lookout } from './lib/lookout.ts';
import { region, sayYes, startBuilding } from './lib/maintenance.ts';
import { clickMenu } from './lib/menu.ts';

const queueIndex = 'idx_prompts_status_priority_created';

/** An assigner database of its tables and so many prompts, without any index of its own. */
async function fill({ writer, assigner }: Fleet, rows: number): Promise<void> {
  const indexes = await writer.all(
    assigner,
    "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
  );
  await writer.exec(
    assigner,
    `${indexes.map(({ name }) => `DROP INDEX "${String(name)}";`).join('\n')}
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
       INSERT INTO prompts (content, priority, status, target_session, created_at)
       SELECT 'prompt ' || i, i % 11, CASE WHEN i % 100 = 0 THEN 'pending' ELSE 'completed' END,
         'session-' || (i % 40), datetime(1700000000 + i * 7, 'unixepoch') FROM n`,
  );
}

const schemaOf = ({ writer, assigner }: Fleet) =>
  writer.all(assigner, 'SELECT * FROM sqlite_master ORDER BY rowid');

const outcomeOf = (lookout: Lookout) => region(lookout, 'What came of it');

/** A native dialog cannot be clicked: it answers with this file. */
const chooseFile = ({ app }: Lookout, filePath: string): Promise<void> =>
  app.evaluate(({ dialog }, file) => {
    const answer = { canceled: false, filePath: file };
    Object.assign(dialog, { showSaveDialog: () => Promise.resolve(answer) });
  }, filePath);

/** Opens a dialog of the menu Maintenance as soon as its entry can be clicked, and says yes. */
async function ask(lookout: Lookout, what: string, yes: string): Promise<void> {
  await expect(async () => clickMenu(lookout, `maintenance.${what}`)).toPass();
  await lookout.window.getByRole('dialog').getByRole('button', { name: yes }).click();
}

/** Of two windows on one display only the upper one is sure to be drawn. */
const toFront = ({ app }: Lookout): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.moveTop();
      window.focus();
    }
  });

/** The reference's queue index, chosen in the table of indexes. */
async function chooseQueueIndex(lookout: Lookout): Promise<void> {
  await toFront(lookout);
  await clickMenu(lookout, 'view.maintenance');
  await lookout.window.getByRole('row', { name: new RegExp(queueIndex) }).click();
}

test('backup, analyze, optimize, advice and the report: each from the menu, each by the book', async ({
  launch,
  profile,
  fleet,
}) => {
  test.setTimeout(120_000);
  await fill(fleet, 20_000);
  const before = await schemaOf(fleet);
  const lookout = await launch({ flags: fleet.flags });
  const { window } = lookout;

  await test.step('a backup goes to the chosen file, is checked, and is in the journal', async () => {
    const file = join(profile, 'copy.db');
    await chooseFile(lookout, file);
    await ask(lookout, 'backup', 'Choose a file…');
    await expect(outcomeOf(lookout)).toContainText('assigner.db is backed up and checked.');
    const count = 'SELECT COUNT(*) AS n FROM prompts';
    expect(await fleet.writer.all(file, count)).toEqual([{ n: 20_000 }]);
    await window.getByRole('tab', { name: /What Lookout has done/ }).click();
    const journal = window.getByRole('table', { name: 'What Lookout has done here' });
    await expect(journal.getByRole('row', { name: /backed up assigner\.db/ })).toContainText(file);
  });

  await test.step('analyze saves what was there, and puts it back', async () => {
    await ask(lookout, 'analyze', 'Analyze');
    await expect(outcomeOf(lookout)).toContainText(/no query got slower|got slower/);
    const named = "SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'";
    expect(await fleet.writer.all(fleet.assigner, named)).toHaveLength(1);
    await window.getByRole('button', { name: 'Put the statistics of assigner back' }).click();
    await expect(outcomeOf(lookout)).toContainText('are as they were');
    // There were none.
    expect(await schemaOf(fleet)).toEqual(before);
  });

  await test.step('optimize says first what SQLite would run', async () => {
    await expect(async () => clickMenu(lookout, 'maintenance.optimize')).toPass();
    const dialog = window.getByRole('dialog', { name: 'Optimize a database?' });
    await expect(dialog).toContainText(/SQLite sees nothing to do|What would be run/);
    await dialog.getByRole('button', { name: 'Optimize' }).click();
    await expect(outcomeOf(lookout)).toContainText(/Optimizing assigner\.db|got slower/);
  });

  await test.step('the advisor proposes an index for pasted SQL, and changes nothing', async () => {
    await clickMenu(lookout, 'maintenance.advise');
    await window.getByRole('radio', { name: 'SQL of your own' }).check();
    await window
      .getByRole('textbox', { name: 'SQL' })
      .fill(`SELECT id FROM prompts WHERE status = 'pending' ORDER BY priority DESC, created_at;`);
    await window.getByRole('button', { name: 'Find indexes' }).click();
    const advice = region(lookout, 'Advice');
    await expect(advice).toContainText('1 new index serves 1 of 1 query');
    await expect(advice).toContainText('more for each insert');
    await expect(advice.getByRole('table')).toContainText('reads every row, sorts');
    await expect(
      advice.getByRole('button', { name: `Preview and create ${queueIndex}…` }),
    ).toBeEnabled();
    const indexes = await fleet.writer.all(
      fleet.assigner,
      "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    );
    expect(indexes).toEqual([]);
    expect((await schemaOf(fleet)).slice(0, before.length)).toEqual(before);
  });

  await test.step('advice stays while something else is done', async () => {
    await ask(lookout, 'check', 'Check');
    await expect(outcomeOf(lookout)).toContainText('assigner.db');
    await clickMenu(lookout, 'maintenance.advise');
    await expect(region(lookout, 'Advice')).toContainText('1 new index serves 1 of 1 query');
  });

  await test.step('the report is Markdown of what was done', async () => {
    const file = join(profile, 'report.md');
    await chooseFile(lookout, file);
    await window.getByRole('tab', { name: /What Lookout has done/ }).click();
    await window.getByRole('button', { name: 'Export as Markdown…' }).click();
    await expect.poll(() => existsSync(file)).toBe(true);
    const report = await readFile(file, 'utf8');
    expect(report).toMatch(/^# Index maintenance/);
    expect(report).toMatch(/: backup .*copy\.db on assigner/);
    expect(report).toMatch(/: analyze .* on assigner \(taken back later\)/);
  });
});

test('of two Lookouts on one folder one builds, and the other does nothing twice', async ({
  launch,
  profile,
  fleet,
}) => {
  test.setTimeout(180_000);
  await fill(fleet, 300_000);
  const before = await schemaOf(fleet);
  const first = await launch({ flags: fleet.flags });
  const second = await start(join(profile, 'second'), { flags: fleet.flags });
  try {
    // Both have a plan before either acts.
    for (const lookout of [second, first]) {
      await chooseQueueIndex(lookout);
      await lookout.window.getByRole('button', { name: 'Preview and create…' }).click();
      await expect(lookout.window.getByRole('button', { name: 'Create 1 index' })).toBeVisible();
    }
    await toFront(first);
    await sayYes(first);
    await expect(region(first, 'Maintenance')).toContainText(/Building|Writing|Measuring/);
    await toFront(second);
    await sayYes(second);
    await expect(outcomeOf(first)).toContainText('1 index in place');
    await expect(outcomeOf(second)).toContainText('1 index is not in place');
    await expect(outcomeOf(second)).toContainText(
      /Somebody changed prompts|Another program kept the database locked/,
    );
    const found = await fleet.writer.all(
      fleet.assigner,
      `SELECT name FROM sqlite_master WHERE name = '${queueIndex}'`,
    );
    expect(found).toHaveLength(1);

    // What one did is seen by the other, and only who did it can undo it.
    const state = second.window.getByRole('row', { name: new RegExp(queueIndex) });
    await expect(state).toContainText('present');
    await toFront(first);
    await outcomeOf(first)
      .getByRole('button', { name: `Undo ${queueIndex}` })
      .click();
    await first.window.getByRole('button', { name: 'Take back 1 change' }).click();
    await expect(outcomeOf(first)).toContainText('1 index taken back');
    await expect(state).toContainText('missing');
    expect(await schemaOf(fleet)).toEqual(before);
  } finally {
    await quit(second);
  }
});

test('a SIGTERM in mid-build leaves the database as it was', async ({ launch, fleet }) => {
  test.setTimeout(120_000);
  const rows = 300_000;
  await fill(fleet, rows);
  const before = await schemaOf(fleet);
  const lookout = await launch({ flags: fleet.flags });
  await chooseQueueIndex(lookout);
  await startBuilding(lookout);
  const closed = lookout.app.waitForEvent('close');
  lookout.app.process().kill('SIGTERM');
  await closed;
  const { writer, assigner } = fleet;
  expect(await schemaOf(fleet)).toEqual(before);
  expect(await writer.all(assigner, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
  expect(await writer.all(assigner, 'SELECT COUNT(*) AS n FROM prompts')).toEqual([{ n: rows }]);
});
