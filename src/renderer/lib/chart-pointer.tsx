import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ChartPoint, Charts } from '../../shared/model.ts';
import { pointFor } from './chart-keys.ts';
import { nearest, placeOf } from './chart-paths.ts';
import type { Plot } from './chart-plot.ts';
import { ChartReading, pointWords, type Series } from './chart-reading.tsx';

interface Props {
  readonly title: string;
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

/** The moment that is read, how far down beside it, and where a stretch that is being chosen began. */
interface At {
  readonly t: number;
  readonly y: number;
  readonly chosenFrom: number | null;
}

/**
 * What is under the pointer, or where the arrow keys are, over the chart and apart from it: a move draws
 * a line and a box, never the chart. To a screen reader it is a slider over time that says its figures.
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
  const zoom = (from: number | null, to: number | undefined): void => {
    setAt((had) => had && { ...had, chosenFrom: null });
    if (from !== null && to !== undefined && from !== to) onZoom?.(from, to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && at !== null) setAt(null);
    else if (event.key === 'Enter' && at !== null && at.chosenFrom !== null) {
      zoom(at.chosenFrom, point?.t);
    } else {
      const to = pointFor(event.key, points, point);
      if (to === null) return;
      const isChosen = event.shiftKey && onZoom !== undefined;
      const chosenFrom = isChosen ? (at?.chosenFrom ?? point?.t ?? to.t) : null;
      setAt({ t: to.t, y: 0, chosenFrom });
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="chart-pointer"
      style={plot}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- over a drawing, with figures of its own
      role="slider"
      tabIndex={0}
      aria-label={`${props.title} over time`}
      aria-valuemin={0}
      aria-valuemax={points.length - 1}
      aria-valuenow={points.indexOf(point ?? newest(points) ?? noPoint)}
      aria-valuetext={point === null ? HINT : pointWords(point, props.series, props.formatValue)}
      onKeyDown={onKeyDown}
      onFocus={({ currentTarget }) => {
        const end = newest(points);
        if (end === null || !currentTarget.matches(':focus-visible')) return;
        setAt({ t: end.t, y: 0, chosenFrom: null });
      }}
      onBlur={() => setAt(null)}
      onPointerMove={(event) => {
        const { t, y } = place(event);
        setAt((had) => ({ t, y, chosenFrom: had?.chosenFrom ?? null }));
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const { t, y } = place(event);
        if (onZoom !== undefined) event.currentTarget.setPointerCapture(event.pointerId);
        setAt({ t, y, chosenFrom: onZoom === undefined ? null : (pointAt(t)?.t ?? null) });
      }}
      onPointerUp={(event) => zoom(at?.chosenFrom ?? null, pointAt(place(event).t)?.t)}
      onPointerCancel={() => setAt(null)}
      onPointerLeave={() => setAt(null)}
    >
      {at !== null && point !== null && (
        <>
          {at.chosenFrom !== null && <Chosen from={x(at.chosenFrom)} to={x(point.t)} />}
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

/** What a screen reader is told before a moment was chosen: the newest one changes by itself. */
const HINT = 'left and right arrows read it';
const noPoint: ChartPoint = { t: 0 };
const newest = (points: readonly ChartPoint[]): ChartPoint | null => points.at(-1) ?? null;

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
