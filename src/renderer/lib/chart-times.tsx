import { memo } from 'react';
import type { Plot } from './chart-plot.ts';
import { placeTimes, type Axis } from './time-axis.ts';

interface Props {
  readonly plot: Plot;
  readonly fromAt: number;
  readonly toAt: number;
  readonly axis: Axis;
}

/** Below the plot's edge, pixels. */
const BASELINE = 16;

/** The times below a chart: they move on with each point, which the rest of its frame does not. */
export const ChartTimes = memo(function ChartTimes({ plot, fromAt, toAt, axis }: Props) {
  const { left, top, width, height } = plot;
  return (
    <svg className="chart-times" aria-hidden="true" style={{ left, top: top + height, width }}>
      {placeTimes(axis, { fromAt, toAt, width }).map(({ t, x, text }) => (
        <text key={t} x={x} y={BASELINE}>
          {text}
        </text>
      ))}
    </svg>
  );
});
