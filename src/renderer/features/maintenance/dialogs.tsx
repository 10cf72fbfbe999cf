import { goTo, useStore } from '../../lib/store.ts';
import { DatabaseDialog } from './database-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';

/** The dialog that the place asks for: from a button, the menu, the palette or another view. */
export function MaintenanceDialogs() {
  const place = useStore((store) => store.place);
  if (place.view !== 'maintenance' || place.ask === undefined) return null;
  const { ask, index, tab } = place;
  const subject = index ?? null;
  const isName = subject !== null && ask !== 'rollback';
  const close = (): void =>
    goTo({
      view: 'maintenance',
      ...(isName && { index: subject }),
      ...(tab !== undefined && { tab }),
    });
  switch (ask) {
    case 'create':
    case 'replace':
      return (
        <PlanDialog
          name={subject === null ? null : nameOf(subject)}
          replaces={ask === 'replace'}
          onClose={close}
        />
      );
    case 'rollback':
      return <RollbackDialog id={subject} onClose={close} />;
    default:
      return <DatabaseDialog ask={ask} onClose={close} />;
  }
}

/** The table selects by database and name; the catalogue knows names. */
const nameOf = (index: string): string => index.slice(index.indexOf(':') + 1);
