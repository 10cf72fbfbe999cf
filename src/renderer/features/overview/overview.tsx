import { useStore } from '../../lib/store.ts';
import { Attention } from './attention.tsx';
import { DepthPanel, ProbePanel, SessionsPanel } from './charts.tsx';
import { Headline } from './headline.tsx';
import { Tiles } from './tiles.tsx';
import './overview.css';

/** Five seconds: is the queue draining, who needs me, what fails, can I trust these numbers. */
export function Overview() {
  const probing = useStore((store) => (store.snapshot?.charts.probe.points.length ?? 0) > 0);
  return (
    <div className="overview">
      <Headline />
      <Tiles />
      <div className="overview-columns">
        <div className="overview-charts">
          <DepthPanel />
          <SessionsPanel />
          {probing && <ProbePanel />}
        </div>
        <Attention />
      </div>
    </div>
  );
}
