import { expect } from '@playwright/test';
import type { Lookout } from './lookout.ts';

/** Clicks an entry of the real application menu as soon as it can be clicked. */
export async function clickMenu({ app }: Lookout, id: string): Promise<void> {
  const click = () =>
    app.evaluate(({ Menu }, wanted) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      if (!item?.enabled) return false;
      item.click();
      return true;
    }, id);
  await expect.poll(click, { message: `the menu's entry ${id} can be clicked` }).toBe(true);
}
