import { useEffect, useState } from 'react';
import type { HistoryQuery, HistoryView } from '../../../shared/history.ts';
import { call } from '../../lib/api.ts';
import { useStore, wordsOf } from '../../lib/store.ts';

interface Told {
  /** The last answer: it stays until the next one is there. */
  readonly view: HistoryView | null;
  readonly failure: string | null;
}

/** What happened in a stretch; asked for anew when the query changes, or more of the past is worked out. */
export function useHistory({ from, to, compare }: HistoryQuery): Told {
  const [told, setTold] = useState<Told>({ view: null, failure: null });
  const workedOutTo = useStore((store) => store.snapshot?.charts.reconstructedTo);
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
    // oxlint-disable-next-line react/exhaustive-deps -- what was worked out changes the answer, not the question
  }, [from, to, compare, workedOutTo]);
  return told;
}
