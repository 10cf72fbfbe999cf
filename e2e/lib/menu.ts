import type { Lookout } from './lookout.ts';

/** Clicks an entry of the real application menu. */
export async function clickMenu({ app }: Lookout, id: string): Promise<void> {
  const isClicked = await app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item?.enabled) return false;
    item.click();
    return true;
  }, id);
  if (!isClicked) throw new Error(`The menu has no entry ${id} that could be clicked.`);
}
