import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Writer } from '../test/lib/writer.ts';
import { test as base } from './lib/lookout.ts';
import { region, sayYes, startBuilding } from './lib/maintenance.ts';
import { clickMenu } from './lib/menu.ts';

const queueIndex = 'idx_prompts_status_priority_created';
const rows = 1_000_000;

const test = base.extend<{ readonly writer: Writer }>({
  // oxlint-disable-next-line no-empty-pattern
  writer: async ({}, use) => {
    const writer = new Writer();
    await use(writer);
    await writer.stop();
  },
});

/** An Architect folder with a million prompts and none of the reference's indexes on them. */
async function fill(root: string, writer: Writer): Promise<string> {
  await mkdir(join(root, 'data', 'assigner'), { recursive: true });
  const assigner = join(root, 'data', 'assigner', 'assigner.db');
  await writer.create(join(root, 'data', 'architect.db'), {
    database: 'architect',
    indexes: 'reference',
  });
  await writer.create(assigner, { database: 'assigner', indexes: 'none' });
  await writer.exec(
    assigner,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
     INSERT INTO prompts (content, priority, status, created_at)
     SELECT 'prompt ' || i, i % 11, CASE WHEN i % 100 = 0 THEN 'pending' ELSE 'completed' END,
       datetime(1700000000 + i * 7, 'unixepoch') FROM n`,
  );
  return assigner;
}

test('an index is previewed, built, proved, undone, cancelled and left alone by quitting', async ({
  launch,
  profile,
  writer,
}) => {
  // A million rows are written, read and sorted several times over.
  test.setTimeout(300_000);
  const root = join(profile, 'fleet');
  const assigner = await fill(root, writer);
  const schema = () => writer.all(assigner, 'SELECT * FROM sqlite_master ORDER BY rowid');
  const before = await schema();
  const lookout = await launch({ flags: ['--root', root, '--tmux-socket', 'lookout-test-none'] });
  const { app, window } = lookout;
  const outcome = region(lookout, 'What came of it');

  await test.step('the menu asks, with exactly what would be run', async () => {
    await expect(async () => clickMenu(lookout, 'maintenance.create')).toPass();
    const dialog = window.getByRole('dialog', { name: 'Create missing indexes?' });
    const sql = `CREATE INDEX ${queueIndex} ON prompts(status, priority DESC, created_at ASC);`;
    // The queries of a million rows are timed first.
    await expect(dialog.getByText(sql)).toBeVisible({ timeout: 60_000 });
    await expect(dialog.getByText('1,000,000 rows').first()).toBeVisible();
    await expect(dialog.getByText('Readers go on.').first()).toBeVisible();
    expect(await schema()).toEqual(before);
    for (const other of ['idx_prompts_target_session_status', 'idx_sessions_status_activity']) {
      await dialog.getByRole('checkbox', { name: other }).uncheck();
    }
    await sayYes(lookout);
  });

  await test.step('progress is shown, then before and after', async () => {
    const strip = region(lookout, 'Maintenance');
    await expect(strip).toContainText(queueIndex);
    await expect(strip.getByRole('progressbar')).toBeVisible();
    await expect(outcome).toContainText('1 index in place');
    await expect(
      outcome.getByRole('table', { name: 'Before and after', exact: true }),
    ).toContainText('Task queue query (50 rows)');
    const queries = outcome.getByRole('table', { name: 'Queries before and after' });
    await expect(queries).toContainText(`uses ${queueIndex}`);
    await expect(queries).toContainText('✓ the same');
    await expect(queries).toContainText('faster');
    expect((await schema()).map(({ name }) => name)).toContain(queueIndex);
  });

  await test.step('an undo leaves the schema as it was, byte for byte', async () => {
    await outcome.getByRole('button', { name: `Undo ${queueIndex}` }).click();
    await window.getByRole('button', { name: 'Take back 1 change' }).click();
    await expect(outcome).toContainText('1 index taken back');
    expect(await schema()).toEqual(before);
  });

  await test.step('a cancel in mid-build leaves everything as it was', async () => {
    await startBuilding(lookout);
    await window.getByRole('button', { name: 'Cancel' }).click();
    await expect(outcome).toContainText('Stopped');
    await expect(outcome).toContainText('The database is as it was.');
    expect(await schema()).toEqual(before);
  });

  await test.step('quitting in mid-build asks, and leaves everything as it was', async () => {
    await app.evaluate(({ dialog }) => {
      // A native dialog cannot be clicked: its second button is "Stop and quit".
      Object.assign(dialog, { showMessageBox: () => Promise.resolve({ response: 1 }) });
    });
    await startBuilding(lookout);
    const closed = app.waitForEvent('close');
    await app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
    await closed;
    expect(await schema()).toEqual(before);
    expect(await writer.all(assigner, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
    expect(await writer.all(assigner, 'SELECT COUNT(*) AS n FROM prompts')).toEqual([{ n: rows }]);
  });
});
