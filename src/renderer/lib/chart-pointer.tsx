import { useState, type PointerEvent } from 'react';
import type { ChartPoint, Charts } from '../../shared/model.ts';
import { nearest, placeOf } from './chart-paths.ts';
import type { Plot } from './chart-plot.ts';
import { ChartReading, type Series } from './chart-reading.tsx';

interface Props {
  readonly plot: Plot;
  readonly points: readonly ChartPoint[];
  readonly series: readonly Series[];
  readonly formatValue: (value: number) => string;
  readonly marks: Charts['marks'];
  readonly fromAt: number;
  readonly toAt: number;
  /** Dragging over the chart chooses a stretch, ms since the epoch. */
  readonly onZoom: ((from: number, to: number) => void) | undefined;
}

/** Where the pointer is: the moment beneath it, its height, and where a drag began. */
interface At {
  readonly t: number;
  readonly y: number;
  readonly dragFrom: number | null;
}

/**
 * What is under the pointer, over the chart and apart from it: a move of the pointer draws a line and
 * a box, never the chart.
 */
export function ChartPointer(props: Props) {
  const { plot, points, fromAt, toAt, onZoom } = props;
  const [at, setAt] = useState<At | null>(null);
  const span = Math.max(1, toAt - fromAt);
  const place = (event: PointerEvent<HTMLElement>): { t: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    // The window may be zoomed: what is measured on screen is told in its own pixels.
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    return { t: fromAt + share * span, y: event.clientY - box.top };
  };
  const pointAt = (t: number): ChartPoint | null => nearest(points, t);
  const point = at === null ? null : pointAt(at.t);
  const x = (t: number): number => placeOf(t, { fromAt, toAt, width: plot.width });
  return (
    <div
      className="chart-pointer"
      style={plot}
      onPointerMove={(event) => {
        const { t, y } = place(event);
        setAt((had) => ({ t, y, dragFrom: had?.dragFrom ?? null }));
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const { t, y } = place(event);
        if (onZoom !== undefined) event.currentTarget.setPointerCapture(event.pointerId);
        setAt({ t, y, dragFrom: onZoom === undefined ? null : (pointAt(t)?.t ?? null) });
      }}
      onPointerUp={(event) => {
        const to = pointAt(place(event).t)?.t;
        const from = at?.dragFrom ?? null;
        setAt((had) => had && { ...had, dragFrom: null });
        if (from !== null && to !== undefined && from !== to) onZoom?.(from, to);
      }}
      onPointerCancel={() => setAt(null)}
      onPointerLeave={() => setAt(null)}
    >
      {at !== null && point !== null && (
        <>
          {at.dragFrom !== null && <Chosen from={x(at.dragFrom)} to={x(point.t)} />}
          <i className="chart-cursor" style={{ transform: `translateX(${x(point.t)}px)` }} />
          <div
            className="chart-reading-place"
            style={{ translate: besides(x(point.t), at.y, plot) }}
          >
            <ChartReading
              point={point}
              series={props.series}
              formatValue={props.formatValue}
              marks={props.marks}
              span={{ from: fromAt, to: toAt, stepMs: stepOf(points) }}
            />
          </div>
        </>
      )}
    </div>
  );
}

function Chosen({ from, to }: { readonly from: number; readonly to: number }) {
  const style = { left: Math.min(from, to), width: Math.abs(to - from) };
  return <i className="chart-chosen" style={style} />;
}

/** Room between the pointer and what is said of it, pixels. */
const OFFSET = 14;

/** On the side where there is more room, and inside of the plot where it fits (100 %: its own size). */
function besides(x: number, y: number, { width, height }: Plot): string {
  const left =
    x <= width / 2 ? `min(${x + OFFSET}px, ${width}px - 100%)` : `${x - OFFSET}px - 100%`;
  return `max(0px, ${left}) max(0px, min(${y + OFFSET}px, ${height}px - 100%))`;
}

const stepOf = ([first, second]: readonly ChartPoint[]): number =>
  first === undefined || second === undefined ? 0 : second.t - first.t;
