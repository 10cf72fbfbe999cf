import { useEffect, useState } from 'react';
import type { MaintenancePlan } from '../../../shared/maintenance.ts';
import { call } from '../../lib/api.ts';
import { wordsOf } from '../../lib/store.ts';

export type Planning =
  | { readonly kind: 'planning' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'planned'; readonly plan: MaintenancePlan };

/** Plans for as long as the component is there: all that is missing, or one index by its name. */
export function usePlan(name: string | null, replaces: boolean): Planning {
  const [planning, setPlanning] = useState<Planning>({ kind: 'planning' });
  useEffect(() => {
    let isCurrent = true;
    const request = {
      asReference: false,
      quick: false,
      ...(name !== null && { only: [name] }),
      ...(name !== null && replaces && { replace: [name] }),
    };
    void call('planIndexes', request)
      .then((plan) => isCurrent && setPlanning({ kind: 'planned', plan }))
      .catch(
        (error: unknown) => isCurrent && setPlanning({ kind: 'failed', message: wordsOf(error) }),
      );
    return () => {
      isCurrent = false;
      // Its queries may take long; whoever is gone waits for none of them.
      void call('stopPlanning');
    };
  }, [name, replaces]);
  return planning;
}
