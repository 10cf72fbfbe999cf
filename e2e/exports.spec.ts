import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { test, type Fleet } from './lib/fleet.ts';
import type { Lookout } from './lib/lookout.ts';

/** What the History view writes to files, on the real app: only the dialog that asks where is not. */

/** A day in which tasks came, were done and failed: the first start works it out of the databases. */
const fill = ({ writer, assigner }: Fleet): Promise<void> =>
  writer.exec(
    assigner,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
       INSERT INTO prompts (content, source, status, error, created_at, assigned_at, completed_at)
       SELECT 'task', 'cli', CASE WHEN i % 5 THEN 'completed' ELSE 'failed' END,
              CASE WHEN i % 5 THEN NULL ELSE 'Timed out after 30 s' END,
              datetime('now', '-' || (i * 20) || ' minutes'),
              datetime('now', '-' || (i * 20 - 4) || ' minutes'),
              datetime('now', '-' || (i * 20 - 9) || ' minutes') FROM n`,
  );

/** The dialog for saving answers with `path`. */
const saveTo = ({ app }: Lookout, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

/** How large a picture is, and how many colours a sparse sample of it has. */
const pictured = ({ app }: Lookout, path: string) =>
  app.evaluate(({ nativeImage }, file) => {
    const image = nativeImage.createFromPath(file);
    const pixels = image.toBitmap();
    const colours = new Set<number>();
    for (let at = 0; at + 4 <= pixels.length; at += 4 * 7) colours.add(pixels.readUInt32LE(at));
    return { ...image.getSize(), colours: colours.size };
  }, path);

test('every export of a chart, and the report, is a file of what is shown', async ({
  launch,
  profile,
  fleet,
}) => {
  await fill(fleet);
  const lookout = await launch({ flags: [...fleet.flags, '--theme', 'light'] });
  const { window } = lookout;
  await window.getByRole('button', { name: /^History/ }).click();
  const depth = window.locator('.history-depth');
  // The past is worked out beside the first readings; then the chart has lines.
  await expect(depth.locator('path.chart-shape').first()).toBeVisible({ timeout: 90_000 });
  await expect(window.getByText('worked out from the databases').first()).toBeVisible();

  const choose = async (what: string, file: string): Promise<string> => {
    const path = join(profile, file);
    await saveTo(lookout, path);
    await window.getByRole('button', { name: 'Export Queue depth' }).click();
    await window.getByRole('menuitem', { name: what }).click();
    await expect(window.getByText(`Written to ${path}`)).toBeVisible();
    return path;
  };

  await test.step('PNG', async () => {
    const path = await choose('Picture as PNG', 'depth.png');
    const bytes = await readFile(path);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    const box = await depth.boundingBox();
    const { width, height, colours } = await pictured(lookout, path);
    // As large as on screen, or sharper.
    expect(width).toBeGreaterThanOrEqual(Math.floor(box?.width ?? Infinity));
    expect(height).toBeGreaterThanOrEqual(Math.floor(box?.height ?? Infinity));
    expect(colours).toBeGreaterThan(20);
    // The menu that asked for it is not in it: its shadow and text lie over nothing.
    await expect(window.getByRole('menu')).toHaveCount(0);
  });

  await test.step('CSV', async () => {
    const text = await readFile(await choose('Figures as CSV', 'depth.csv'), 'utf8');
    const [head, ...rows] = text.trimEnd().split('\n');
    expect(head).toBe('time,waiting,inFlight,waitingMin,waitingMax,inFlightMin,inFlightMax');
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThanOrEqual(500);
    expect(rows[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z,/);
  });

  await test.step('JSON', async () => {
    const text = await readFile(await choose('Figures as JSON', 'depth.json'), 'utf8');
    const { chart, points } = z
      .object({ chart: z.string(), points: z.array(z.object({ t: z.iso.datetime() })) })
      .parse(JSON.parse(text));
    expect(chart).toBe('depth');
    expect(points.length).toBeGreaterThan(10);
  });

  await test.step('report', async () => {
    const path = join(profile, 'report.md');
    await saveTo(lookout, path);
    await window.getByRole('button', { name: 'Report…' }).click();
    await expect(window.getByText(`Written to ${path}`)).toBeVisible();
    const report = await readFile(path, 'utf8');
    expect(report).toMatch(/\| cli \| prompts \| \d+ \| \d+ \| \d+ \|/);
    expect(report).toContain('## The worst hours');
  });
});
