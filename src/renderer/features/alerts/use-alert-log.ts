import { useCallback, useEffect, useState } from 'react';
import type { Alert } from '../../../shared/model.ts';
import { call } from '../../lib/api.ts';
import { useStore, wordsOf } from '../../lib/store.ts';

/** Alerts fetched at a time. */
const PAGE = 200;

export interface AlertLog {
  /** Newest first; null before the first answer. */
  readonly alerts: readonly Alert[] | null;
  readonly failure: string | null;
  /** Fetches older ones; null when there are none. */
  readonly more: (() => void) | null;
}

/** The alert log, read anew whenever something in it changes. */
export function useAlertLog(): AlertLog {
  const revision = useStore((store) => store.snapshot?.alerts.revision ?? null);
  const [most, setMost] = useState(PAGE);
  const [alerts, setAlerts] = useState<readonly Alert[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      try {
        const found = await call('listAlerts', { before: null, most });
        if (!current) return;
        setAlerts(found);
        setFailure(null);
      } catch (error) {
        if (current) setFailure(wordsOf(error));
      }
    };
    void load();
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the log is another when its revision is
  }, [revision, most]);
  const more = useCallback(() => setMost((old) => Math.min(old + PAGE, 500)), []);
  const isMore = alerts !== null && alerts.length === most && most < 500;
  return { alerts, failure, more: isMore ? more : null };
}
