import { memo } from 'react';
import type { ChartPoint } from '../../shared/model.ts';
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
    <table className="visually-hidden">
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
  );
});
