import { memo, useMemo } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Chart, ChartPoint, Charts } from '../../shared/model.ts';
import { marksNear, markWords, placeMarks, type PlacedMark } from './chart-marks.ts';
import { highest, layersOf } from './chart-paths.ts';
import { ChartShapes, type Mark } from './chart-shapes.tsx';
import { ChartTable, MarkList } from './chart-table.tsx';
import { compact, fullTime } from './format.ts';
import { timeAxis } from './time-axis.ts';
import { useDrag } from './use-drag.ts';
import { valueTicks } from './value-axis.ts';
import './time-chart.css';

export interface Series {
  readonly key: string;
  readonly label: string;
  /** A CSS colour. */
  readonly color: string;
}

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
  const drag = useDrag(props.onZoom);
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
  const most = Math.max(
    highest(layers),
    ghost === null ? 0 : highest([ghost]),
    ...(props.limits ?? []).map(({ value }) => value),
  );
  const ticks = valueTicks(most, props.yTicks ?? 5, unit);
  const top = ticks.at(-1) ?? 1;

  const sampled = chart.points.some((point) =>
    series.some(({ key }) => typeof point[key] === 'number'),
  );
  if (!sampled) return <p className="time-chart no-samples">{props.without}</p>;
  return (
    <div className="time-chart">
      <div className="time-chart-plot" aria-hidden="true">
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={chart.points}
            margin={{ top: 6, right: 1, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            barCategoryGap={1}
            {...drag.handlers}
          >
            <CartesianGrid vertical={false} stroke="var(--grid)" />
            <XAxis
              dataKey="t"
              type="number"
              domain={[fromAt, toAt]}
              allowDataOverflow
              ticks={axis.ticks}
              tickFormatter={axis.label}
              interval="preserveStartEnd"
              minTickGap={24}
              tickLine={false}
              axisLine={{ stroke: 'var(--line-strong)' }}
              tick={timeLabels && tickStyle}
              height={timeLabels ? 22 : 2}
            />
            <YAxis
              width={unit === 'time' ? 64 : 44}
              ticks={ticks}
              tickFormatter={formatValue}
              tickLine={false}
              axisLine={false}
              tick={tickStyle}
              domain={[0, top]}
            />
            <ChartShapes
              layers={layers}
              ghost={ghost}
              mark={props.mark}
              barWidth={props.barWidth ?? 3}
              fromAt={fromAt}
              toAt={toAt}
              top={top}
            />
            {/* Unseen: recharts tells what is under the pointer by its own series only. */}
            <Line
              dataKey={atZero}
              isAnimationActive={false}
              stroke="none"
              dot={false}
              activeDot={false}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)', fill: 'none' }}
              content={
                <Reading
                  series={series}
                  formatValue={formatValue}
                  marks={marks}
                  span={{ from: fromAt, to: toAt, stepMs: stepOf(chart) }}
                />
              }
              offset={14}
            />
            {props.limits?.map(({ value, label }) => (
              <ReferenceLine
                key={label}
                y={value}
                stroke="var(--waiting)"
                strokeDasharray="3 3"
                label={{
                  value: label,
                  position: 'insideTopRight',
                  fill: 'var(--waiting-ink)',
                  fontSize: 11,
                }}
              />
            ))}
            {placed.map((mark) => line(mark, markLabels))}
            {worked(props.reconstructedTo, fromAt, toAt)}
            {drag.from !== null && drag.to !== null && (
              <ReferenceArea x1={drag.from} x2={drag.to} fill="var(--accent)" fillOpacity={0.16} />
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ChartTable title={title} points={chart.points} series={series} formatValue={formatValue} />
      {markLabels && marks.length > 0 && <MarkList title={title} marks={marks} />}
    </div>
  );
});

const noMarks: Charts['marks'] = [];

const stepOf = ({ points: [first, second] }: Chart): number =>
  first === undefined || second === undefined ? 0 : second.t - first.t;

/** A mark as a line; alerts in their colour, with a sign of their own. */
const line = ({ t, kind, label, side }: PlacedMark, isLabelled: boolean) => (
  <ReferenceLine
    key={t}
    x={t}
    stroke={kind === 'alert' ? 'var(--waiting)' : 'var(--line-strong)'}
    strokeDasharray={kind === 'over' ? '1 4' : '2 3'}
    {...(isLabelled &&
      label !== null && {
        label: {
          value: label,
          position: side === 'right' ? ('insideTopLeft' as const) : ('insideTopRight' as const),
          fill: kind === 'alert' ? 'var(--waiting-ink)' : 'var(--faint)',
          fontSize: 11,
        },
      })}
  />
);

/** The part that was worked out, under a wash and named. */
const worked = (until: number | null | undefined, from: number, to: number) =>
  until !== null &&
  until !== undefined &&
  until > from && (
    <ReferenceArea
      x1={from}
      x2={Math.min(until, to)}
      fill="var(--quiet)"
      fillOpacity={0.1}
      label={{
        value: 'worked out from the databases',
        position: 'insideTopLeft',
        fill: 'var(--faint)',
        fontSize: 11,
      }}
    />
  );

const tickStyle = { fill: 'var(--faint)', fontSize: 11 } as const;

const atZero = (): number => 0;

/** Marks told beside the figures at most. */
const MOST_MARKS = 3;

interface ReadingProps {
  readonly series: readonly Series[];
  readonly formatValue: (value: number) => string;
  readonly marks: Charts['marks'];
  readonly span: Parameters<typeof marksNear>[2];
  /** Given by recharts. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: ChartPoint }[];
}

/** The figures under the pointer. */
function Reading({ series, formatValue, marks, span, active, payload }: ReadingProps) {
  const point = payload?.[0]?.payload;
  if (active !== true || point === undefined) return null;
  return (
    <div className="reading">
      <div className="reading-time">{fullTime(point.t)}</div>
      {series.toReversed().map(({ key, label, color }) => {
        const value = point[key];
        return (
          <div key={key} className="reading-row">
            <Swatch color={color} />
            <span>{label}</span>
            <b>{typeof value === 'number' ? formatValue(value) : '–'}</b>
          </div>
        );
      })}
      {marksNear(marks, point.t, span)
        .slice(0, MOST_MARKS)
        .map((mark) => (
          <p key={`${mark.t} ${mark.kind} ${mark.text}`} className="reading-mark">
            {markWords(mark)}
          </p>
        ))}
    </div>
  );
}

function Swatch({ color }: { readonly color: string }) {
  return <i className="swatch" style={{ background: color }} />;
}

/** What the colours mean, for a panel's head. */
export function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <ul className="legend" aria-hidden="true">
      {series.map(({ key, label, color }) => (
        <li key={key}>
          <Swatch color={color} />
          {label}
        </li>
      ))}
    </ul>
  );
}
