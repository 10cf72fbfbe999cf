import { expect, type Locator } from '@playwright/test';
import type { Lookout } from './lookout.ts';

/** A part of the window by its name. */
export const region = ({ window }: Lookout, name: string): Locator =>
  window.getByRole('region', { name });

/** Says yes; on a slow machine the build may outlast the writers' patience, and a second yes is asked. */
export async function sayYes({ window }: Lookout): Promise<void> {
  const yes = window.getByRole('button', { name: 'Create 1 index' });
  // The queries of a million rows are timed before it can be answered.
  await expect(yes).toBeVisible({ timeout: 60_000 });
  const second = window.getByRole('checkbox', { name: 'writers may give up' });
  if (await second.isVisible()) await second.check();
  await yes.click();
}

/** From the chosen index's own preview to the moment at which SQLite is at work. */
export async function startBuilding(lookout: Lookout): Promise<void> {
  const { window } = lookout;
  await window.getByRole('button', { name: 'Preview and create…' }).click();
  await sayYes(lookout);
  await expect(region(lookout, 'Maintenance')).toContainText('Building');
}
