import { memo, useDeferredValue, useMemo } from 'react';
import type { Chart } from '../../shared/model.ts';
import './spark.css';

const width = 96;
const height = 28;

interface Props {
  readonly chart: Chart;
  readonly series: string;
  readonly color: string;
  readonly mark?: 'line' | 'bar';
  /** Drawn as a dotted line where it is in reach of the values. */
  readonly limit?: number;
}

/** A trend at a glance. Decorative: the tile says the figure, the charts below say the rest. */
export const Spark = memo(function Spark({ chart, series, color, mark = 'line', limit }: Props) {
  const drawn = useDeferredValue(chart);
  const values = useMemo(
    () => thin(drawn.points.map((point) => point[series] ?? null)),
    [drawn, series],
  );
  const highest = Math.max(0, ...values.filter((value) => value !== null));
  const near = limit !== undefined && limit <= highest * 3;
  const top = Math.max(highest, near ? limit : 0) || 1;
  const y = (value: number) => height - 2 - (value / top) * (height - 4);
  const x = (i: number) => (i / Math.max(1, values.length - 1)) * width;

  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {near && <line className="spark-limit" x1="0" x2={width} y1={y(limit)} y2={y(limit)} />}
      {mark === 'line' ? (
        <path className="spark-line" d={line(values, x, y)} stroke={color} />
      ) : (
        <path className="spark-bars" d={bars(values, x, y)} stroke={color} />
      )}
    </svg>
  );
});

type Values = readonly (number | null)[];
type Place = (value: number) => number;

/** At most 48 values; each the highest of its share, so that a short peak still shows. */
function thin(values: Values): Values {
  const share = Math.ceil(values.length / 48);
  if (share <= 1) return values;
  return Array.from({ length: Math.ceil(values.length / share) }, (_, i) => {
    const known = values.slice(i * share, (i + 1) * share).filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  });
}

function line(values: Values, x: Place, y: Place): string {
  return values
    .map((value, i) => {
      if (value === null) return '';
      const before = values[i - 1];
      return `${before === null || before === undefined ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

function bars(values: Values, x: Place, y: Place): string {
  return values
    .map((value, i) =>
      value === null || value === 0
        ? ''
        : `M${x(i).toFixed(1)} ${height - 1}V${y(value).toFixed(1)}`,
    )
    .join('');
}
