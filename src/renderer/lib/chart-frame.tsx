import { memo } from 'react';
import { CartesianGrid, ComposedChart, XAxis, YAxis } from 'recharts';
import { MARGIN, timeAxisHeight, valueAxisWidth } from './chart-plot.ts';

interface Props {
  readonly width: number;
  readonly height: number;
  /** Whether times stand below it. */
  readonly timeLabels: boolean;
  /** Zero first. */
  readonly valueTicks: readonly number[];
  readonly formatValue: (value: number) => string;
  readonly unit: 'count' | 'time';
}

/**
 * Axes and grid of a chart: all of it that stays the same from one point to the next. Recharts is
 * told of no figures, and of no times: of each it keeps books that take longer than drawing it.
 */
export const ChartFrame = memo(function ChartFrame(props: Props) {
  const { width, height, timeLabels, unit } = props;
  return (
    <div aria-hidden="true">
      <ComposedChart width={width} height={height} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        <XAxis
          tick={false}
          tickLine={false}
          axisLine={axisLine}
          height={timeAxisHeight(timeLabels)}
        />
        <YAxis
          width={valueAxisWidth(unit)}
          ticks={props.valueTicks}
          // All of them: there are only as many as there is room for. Without times zero has none.
          interval={timeLabels ? 0 : 'preserveEnd'}
          tickFormatter={props.formatValue}
          tickLine={false}
          axisLine={false}
          tick={tickStyle}
          domain={[0, props.valueTicks.at(-1) ?? 1]}
          // There are no figures that it could be found from.
          allowDataOverflow
        />
      </ComposedChart>
    </div>
  );
});

const axisLine = { stroke: 'var(--line-strong)' } as const;
const tickStyle = { fill: 'var(--faint)', fontSize: 11 } as const;
