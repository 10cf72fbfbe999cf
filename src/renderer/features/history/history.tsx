import { useCallback, useState } from 'react';
import type { HistoryQuery, HistoryView } from '../../../shared/history.ts';
import { Empty } from '../../lib/empty.tsx';
import { useStore } from '../../lib/store.ts';
import { HistoryCharts } from './charts.tsx';
import { FailureKinds } from './failures.tsx';
import { Judgement } from './judgement.tsx';
import { stretchOf, zoomTo, type Range } from './range.ts';
import { Toolbar } from './toolbar.tsx';
import { useHistory } from './use-history.ts';
import './history.css';

/** What happened while nobody looked: any stretch of two years, with what it comes to. */
export function History() {
  const [range, setRange] = useState<Range>({ kind: 'live', ms: 86_400_000 });
  const [compare, setCompare] = useState<HistoryQuery['compare']>('none');
  const now = useStore((store) => store.snapshot?.takenAt ?? 0);
  const stretch = stretchOf(range, now);
  const { view, failure } = useHistory({ ...stretch, compare });
  const zoom = useCallback((a: number, b: number) => setRange(zoomTo(a, b, Date.now())), []);
  return (
    <div className="history">
      <Toolbar
        range={range}
        stretch={stretch}
        compare={compare}
        onRange={setRange}
        onCompare={setCompare}
      />
      {view !== null && failure !== null && <p className="history-failure">{failure}</p>}
      <Past view={view} failure={failure} onZoom={zoom} />
    </div>
  );
}

interface PastProps {
  readonly view: HistoryView | null;
  readonly failure: string | null;
  readonly onZoom: (from: number, to: number) => void;
}

/** What is known of the stretch, or why nothing is. */
function Past({ view, failure, onZoom }: PastProps) {
  if (view === null || view.firstAt === null) {
    return (
      <>
        <h1 className="visually-hidden">History</h1>
        {view !== null ? <NoPast /> : failure !== null ? <Unread why={failure} /> : <Reading />}
      </>
    );
  }
  return (
    <>
      <Judgement view={view} />
      <div className="history-charts">
        <HistoryCharts view={view} onZoom={onZoom} />
      </div>
      <FailureKinds view={view} onZoom={onZoom} />
    </>
  );
}

const Reading = () => <p className="muted">Reading history…</p>;

const NoPast = () => (
  <Empty glyph="info" title="There is no history yet.">
    <p className="muted">It begins with the first reading, and fills up as Lookout watches.</p>
  </Empty>
);

const Unread = ({ why }: { readonly why: string }) => (
  <Empty glyph="unavailable" title="The past cannot be shown.">
    <p>{why}</p>
    <p className="muted">Lookout goes on watching, and asks again by itself.</p>
  </Empty>
);
