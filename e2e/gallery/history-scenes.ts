import type { HistoryView } from '../../src/shared/history.ts';
import type { Target } from '../../src/shared/model.ts';
import { fullSnapshot } from '../../test/renderer/fixtures/full.ts';
import { emptyHistory, fullHistory } from '../../test/renderer/fixtures/history.ts';
import type { Scene } from './scenes.ts';

const place: Target = { view: 'history' };
const HOUR = 3_600_000;

/** History in every form it can take. `now`: the moment of the pictures. */
export function historyScenes(now: number): readonly Scene[] {
  const snapshot = fullSnapshot(now);
  const full = fullHistory(now);
  const reconstructed: HistoryView = {
    ...full,
    ghost: null,
    charts: { ...full.charts, reconstructedTo: now - 10 * HOUR },
  };
  return [
    { name: 'history-none-light', snapshot, place, history: emptyHistory(now) },
    { name: 'history-reconstructed-light', snapshot, place, history: reconstructed },
    {
      name: 'history-reconstructed-dark',
      snapshot,
      place,
      history: reconstructed,
      theme: 'dark',
    },
    {
      name: 'history-export-light',
      snapshot,
      place,
      act: (page) => page.getByRole('button', { name: 'Export Queue depth' }).click(),
    },
  ];
}
