import { memo } from 'react';
import type { ChartPoint, Charts } from '../../shared/model.ts';
import { marksNear, markWords } from './chart-marks.ts';
import { fullTime } from './format.ts';
import './time-chart.css';

export interface Series {
  readonly key: string;
  readonly label: string;
  /** A CSS colour. */
  readonly color: string;
}

/** Marks told beside the figures at most. */
const MOST_MARKS = 3;

interface Props {
  readonly point: ChartPoint;
  /** Told top to bottom as they are drawn: the last one first. */
  readonly series: readonly Series[];
  readonly formatValue: (value: number) => string;
  readonly marks: Charts['marks'];
  readonly span: Parameters<typeof marksNear>[2];
}

/** The figures of one moment. */
export function ChartReading({ point, series, formatValue, marks, span }: Props) {
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

/** The figures of one moment as words. */
export function pointWords(
  point: ChartPoint,
  series: readonly Series[],
  formatValue: (value: number) => string,
): string {
  const figures = series.toReversed().map(({ key, label }) => {
    const value = point[key];
    return `${label} ${typeof value === 'number' ? formatValue(value) : 'not known'}`;
  });
  return `${fullTime(point.t)}: ${figures.join(', ')}`;
}

function Swatch({ color }: { readonly color: string }) {
  return <i className="swatch" style={{ background: color }} />;
}

interface LegendProps {
  readonly series: readonly Series[];
  /** What the dashed line is. */
  readonly behind?: string | null;
}

/** What the colours mean, for a panel's head. */
export const Legend = memo(function Legend({ series, behind = null }: LegendProps) {
  return (
    <ul className="legend" aria-hidden="true">
      {series.map(({ key, label, color }) => (
        <li key={key}>
          <Swatch color={color} />
          {label}
        </li>
      ))}
      {behind !== null && (
        <li>
          <i className="swatch-behind" />
          {behind}
        </li>
      )}
    </ul>
  );
});
