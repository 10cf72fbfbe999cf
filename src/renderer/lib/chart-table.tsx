import { memo } from 'react';
import type { ChartPoint, Charts } from '../../shared/model.ts';
import { markWords } from './chart-marks.ts';
import { fullTime } from './format.ts';

const rows = 12;

interface Props {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly { readonly key: string; readonly label: string }[];
  readonly formatValue: (value: number) => string;
}

/** A chart's figures at up to twelve even steps, newest first, for screen readers. */
export const ChartTable = memo(function ChartTable({ title, points, series, formatValue }: Props) {
  const step = Math.max(1, Math.ceil(points.length / rows));
  const shown = points.toReversed().filter((_, i) => i % step === 0);
  return (
    // A table itself is never narrower than its words: hidden is what it lies in.
    <div className="visually-hidden">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => (
            <tr key={point.t}>
              <th scope="row">{fullTime(point.t)}</th>
              {series.map(({ key }) => {
                const value = point[key];
                return (
                  <td key={key}>{typeof value === 'number' ? formatValue(value) : 'not known'}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

interface MarkListProps {
  readonly title: string;
  readonly marks: Charts['marks'];
}

/** What is marked on a chart's time axis, for screen readers. */
export const MarkList = memo(function MarkList({ title, marks }: MarkListProps) {
  return (
    <ul className="visually-hidden" aria-label={`Marked on ${title}`}>
      {marks.map((mark) => (
        <li key={`${mark.t} ${mark.kind} ${mark.text}`}>
          {fullTime(mark.t)}: {markWords(mark)}
        </li>
      ))}
    </ul>
  );
});
