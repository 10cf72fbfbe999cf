import { memo, useMemo } from 'react';
import type { Chart, ChartPoint, Charts } from '../../shared/model.ts';
import { ChartFrame } from './chart-frame.tsx';
import { placeMarks } from './chart-marks.ts';
import { firstMoment, highest, layersOf } from './chart-paths.ts';
import { plotOf, useSize } from './chart-plot.ts';
import { ChartPointer } from './chart-pointer.tsx';
import type { Series } from './chart-reading.tsx';
import { ChartShapes, type Mark } from './chart-shapes.tsx';
import { ChartSigns } from './chart-signs.tsx';
import { ChartTable, MarkList } from './chart-table.tsx';
import { ChartTimes } from './chart-times.tsx';
import { compact } from './format.ts';
import { timeAxis } from './time-axis.ts';
import { valueTicks } from './value-axis.ts';
import './time-chart.css';

interface Props {
  readonly title: string;
  readonly chart: Chart;
  /** Drawn bottom to top; only those that the chart has. */
  readonly series: readonly Series[];
  readonly fromAt: number;
  readonly toAt: number;
  /** Stacked bands, stacked bars, or lines. */
  readonly mark: Mark;
  /** Lines not to be crossed. */
  readonly limits?: readonly { readonly value: number; readonly label: string }[];
  readonly formatValue?: (value: number) => string;
  /** Of bars, pixels. */
  readonly barWidth?: number;
  /** Off for a chart that shares the axis of the one below or above it. */
  readonly timeLabels?: boolean;
  readonly yTicks?: number;
  /** Durations (ms) have round steps of their own, and take more room beside the axis. */
  readonly unit?: 'count' | 'time';
  /** What to say while there is nothing to draw. */
  readonly without: string;
  /** Moments to mark, inside the span. */
  readonly marks?: Charts['marks'];
  /** Off where a chart above or below names them. */
  readonly markLabels?: boolean;
  /** Another stretch of time, laid behind: one column of it. */
  readonly ghost?: { readonly points: readonly ChartPoint[]; readonly key: string };
  /** What lies before was worked out, not measured: it is drawn so, and said. */
  readonly reconstructedTo?: number | null;
  /** Dragging over the chart chooses a stretch, ms since the epoch. */
  readonly onZoom?: (from: number, to: number) => void;
}

/**
 * A chart over time, without animation, with a table of the same figures for screen readers.
 * Gaps in the data stay gaps.
 */
export const TimeChart = memo(function TimeChart(props: Props) {
  const {
    chart,
    fromAt,
    toAt,
    title,
    formatValue = compact,
    timeLabels = true,
    unit = 'count',
    markLabels = true,
  } = props;
  const axis = useMemo(() => timeAxis(fromAt, toAt, 7), [fromAt, toAt]);
  const marks = props.marks ?? noMarks;
  const placed = useMemo(() => placeMarks(marks, fromAt, toAt), [marks, fromAt, toAt]);
  const series = useMemo(() => {
    const known = new Set(chart.series.map(({ key }) => key));
    return props.series.filter(({ key }) => known.has(key));
  }, [chart.series, props.series]);

  const layers = useMemo(() => {
    const keys = series.map(({ key }) => key);
    return layersOf(chart.points, keys, props.mark !== 'line').map((layer, i) => ({
      ...layer,
      color: series[i]?.color ?? 'none',
    }));
  }, [chart.points, series, props.mark]);
  const behind = props.ghost;
  const ghost = useMemo(
    () => (behind === undefined ? null : (layersOf(behind.points, [behind.key], false)[0] ?? null)),
    [behind],
  );
  const limits = props.limits ?? noLimits;
  const most = Math.max(
    highest(layers),
    ghost === null ? 0 : highest([ghost]),
    ...limits.map(({ value }) => value),
  );
  const [box, size] = useSize();
  const plot = useMemo(
    () => (size === null ? null : plotOf(size, unit, timeLabels)),
    [size, unit, timeLabels],
  );
  const count = Math.min(props.yTicks ?? 5, valuesFit(plot?.height ?? 0));
  const ticks = useMemo(() => valueTicks(most, count, unit), [most, count, unit]);
  const top = ticks.at(-1) ?? 1;

  const sampledFrom = useMemo(() => firstMoment(layers), [layers]);
  if (sampledFrom === null) return <p className="time-chart no-samples">{props.without}</p>;
  const span = { fromAt, toAt };
  return (
    <div className="time-chart">
      <div ref={box} className="time-chart-plot">
        {size !== null && plot !== null && (
          <>
            <ChartFrame
              {...size}
              timeLabels={timeLabels}
              valueTicks={ticks}
              formatValue={formatValue}
              unit={unit}
            />
            <ChartShapes
              {...span}
              plot={plot}
              layers={layers}
              ghost={ghost}
              mark={props.mark}
              barWidth={props.barWidth ?? 3}
              top={top}
            />
            {timeLabels && <ChartTimes {...span} axis={axis} plot={plot} />}
            <ChartSigns
              {...span}
              plot={plot}
              top={top}
              limits={limits}
              marks={placed}
              markLabels={markLabels}
              workedOut={stretch(sampledFrom, props.reconstructedTo ?? null)}
            />
            <ChartPointer
              {...span}
              title={title}
              plot={plot}
              points={chart.points}
              series={series}
              formatValue={formatValue}
              marks={marks}
              onZoom={props.onZoom}
            />
          </>
        )}
      </div>
      <ChartTable title={title} points={chart.points} series={series} formatValue={formatValue} />
      {markLabels && marks.length > 0 && <MarkList title={title} marks={marks} />}
    </div>
  );
});

/** Between two values on their axis at least, pixels. */
const APART = 22;

/** How many values an axis has room for; zero and the top always. */
const valuesFit = (height: number): number => Math.max(2, Math.floor(height / APART) + 1);

/** From the first figure to where measuring began; null where nothing was worked out. */
const stretch = (from: number, to: number | null) =>
  to === null || to <= from ? null : { from, to };

const noMarks: Charts['marks'] = [];
const noLimits: NonNullable<Props['limits']> = [];
