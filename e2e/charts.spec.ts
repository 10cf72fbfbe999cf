import { expect } from '@playwright/test';
import { test } from './lib/lookout.ts';

test('a chart tells the figures under the pointer, and a drag over it zooms', async ({
  launch,
}) => {
  const { window } = await launch();
  await window.getByRole('button', { name: /^history/i }).click();
  const plot = window.locator('.history-depth .chart-pointer');
  await expect(plot).toBeVisible();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the chart has no room');
  // What the demo has on record lies at the end of the day that is shown.
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;

  await window.mouse.move(...at(0.2));
  const reading = plot.locator('.reading');
  const time = reading.locator('.reading-time');
  await expect(reading).toContainText('waiting');
  const early = await time.textContent();
  await window.mouse.move(...at(0.998));
  await expect(time).not.toHaveText(early ?? '');
  await window.mouse.move(0, 0);
  await expect(reading).toHaveCount(0);

  const backToNow = window.getByRole('button', { name: 'Back to now' });
  await expect(backToNow).toBeDisabled();
  await window.mouse.move(...at(0.2));
  await window.mouse.down();
  await window.mouse.move(...at(0.998), { steps: 5 });
  await expect(plot.locator('.chart-chosen')).toBeVisible();
  await window.mouse.up();
  await expect(plot.locator('.chart-chosen')).toHaveCount(0);
  await expect(backToNow).toBeEnabled();
});

test('the arrow keys read a chart, say its figures, and choose a stretch', async ({ launch }) => {
  const { window } = await launch();
  await window.getByRole('button', { name: /^history/i }).click();
  const chart = window.getByRole('slider', { name: 'Queue depth over time' });
  await expect(chart).toBeVisible();
  const reading = chart.locator('.reading');
  const said = () => chart.getAttribute('aria-valuetext');

  // By the keyboard, from what lies before it.
  await window.getByRole('button', { name: 'Export Queue depth' }).focus();
  await window.keyboard.press('Tab');
  await expect(chart).toBeFocused();
  await expect(reading).toContainText('waiting');
  const newest = await said();
  expect(newest).toMatch(/\d:\d\d: waiting .*, in flight /);
  await window.keyboard.press('Home');
  await expect(chart).not.toHaveAttribute('aria-valuetext', newest ?? '');
  await expect(chart).toHaveAttribute('aria-valuenow', '0');
  const oldest = await said();
  await window.keyboard.press('ArrowRight');
  await expect(chart).not.toHaveAttribute('aria-valuetext', oldest ?? '');
  await window.keyboard.press('Escape');
  await expect(reading).toHaveCount(0);
  await expect(chart).toBeFocused();

  const backToNow = window.getByRole('button', { name: 'Back to now' });
  await expect(backToNow).toBeDisabled();
  await window.keyboard.press('End');
  await window.keyboard.press('Shift+Home');
  await expect(chart.locator('.chart-chosen')).toBeVisible();
  await window.keyboard.press('Enter');
  await expect(backToNow).toBeEnabled();
});
