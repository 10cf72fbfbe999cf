import { useEffect, useState } from 'react';
import type { HistoryQuery, HistoryView } from '../../../shared/history.ts';
import { call } from '../../lib/api.ts';
import { wordsOf } from '../../lib/store.ts';

interface Told {
  /** The last answer: it stays until the next one is there. */
  readonly view: HistoryView | null;
  readonly failure: string | null;
}

/** What happened in a stretch; asked for anew when the query changes. */
export function useHistory({ from, to, compare }: HistoryQuery): Told {
  const [told, setTold] = useState<Told>({ view: null, failure: null });
  useEffect(() => {
    let current = true;
    void call('getHistory', { from, to, compare })
      .then((view) => current && setTold({ view, failure: null }))
      .catch((error: unknown) => {
        if (current) setTold(({ view }) => ({ view, failure: wordsOf(error) }));
      });
    return () => {
      current = false;
    };
  }, [from, to, compare]);
  return told;
}
