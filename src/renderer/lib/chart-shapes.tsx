import { memo } from 'react';
import {
  bandPaths,
  barsPath,
  heightOf,
  linePath,
  placeOf,
  type Layer,
  type Scale,
} from './chart-paths.ts';
import type { Plot } from './chart-plot.ts';

export type Mark = 'band' | 'bar' | 'line';

interface Props {
  readonly plot: Plot;
  /** Drawn bottom to top, with a CSS colour for each. */
  readonly layers: readonly (Layer & { readonly color: string })[];
  /** Another stretch of time, as a dashed line. */
  readonly ghost: Layer | null;
  readonly mark: Mark;
  readonly barWidth: number;
  readonly fromAt: number;
  readonly toAt: number;
  /** The value at the top of the chart. */
  readonly top: number;
}

/**
 * The series of a chart: a path or two for each. Recharts' own keep an object for each point and draw in
 * several passes, which takes many times as long with 500 points of six series.
 */
export const ChartShapes = memo(function ChartShapes(props: Props) {
  const { plot, layers, ghost, mark, barWidth, fromAt, toAt, top } = props;
  const { width, height } = plot;
  const scale: Scale = {
    x: (t) => placeOf(t, { fromAt, toAt, width }),
    y: (value) => heightOf(value, top, height),
  };
  return (
    // What lies outside of it is not drawn.
    <svg className="chart-shapes" aria-hidden="true" style={plot}>
      {layers.map((layer) => (
        <Shape key={layer.key} layer={layer} mark={mark} scale={scale} barWidth={barWidth} />
      ))}
      {ghost !== null && (
        <path
          d={linePath(ghost, scale)}
          fill="none"
          stroke="var(--faint)"
          strokeWidth={1.25}
          strokeDasharray="4 3"
        />
      )}
    </svg>
  );
});

interface ShapeProps {
  readonly layer: Layer & { readonly color: string };
  readonly mark: Mark;
  readonly scale: Scale;
  readonly barWidth: number;
}

function Shape({ layer, mark, scale, barWidth }: ShapeProps) {
  const { color } = layer;
  if (mark === 'bar') {
    return (
      <path
        className="chart-shape"
        d={barsPath(layer, scale)}
        stroke={color}
        strokeWidth={barWidth}
      />
    );
  }
  if (mark === 'line') {
    return (
      <path
        className="chart-shape"
        d={linePath(layer, scale)}
        fill="none"
        stroke={color}
        strokeWidth={1.75}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    );
  }
  const { area, line } = bandPaths(layer, scale);
  return (
    <>
      <path className="chart-shape" d={area} fill={color} fillOpacity={0.78} />
      <path d={line} fill="none" stroke={color} strokeWidth={1} />
    </>
  );
}
