import { memo } from 'react';
import type { PlacedMark } from './chart-marks.ts';
import { heightOf, placeOf } from './chart-paths.ts';
import type { Plot } from './chart-plot.ts';

interface Props {
  readonly plot: Plot;
  readonly fromAt: number;
  readonly toAt: number;
  /** The value at the top of the chart. */
  readonly top: number;
  /** Lines not to be crossed. */
  readonly limits: readonly { readonly value: number; readonly label: string }[];
  readonly marks: readonly PlacedMark[];
  /** Off where a chart above or below names them. */
  readonly markLabels: boolean;
  /** What lies in it was worked out, not measured. */
  readonly workedOut: { readonly from: number; readonly to: number } | null;
}

/** Room between a line and its words, pixels. */
const GAP = 5;
/** From the top of a line of words to what they stand on. */
const ASCENT = 10;

const WORKED_OUT = 'worked out from the databases';

/** What is said of a chart's time and values besides its figures: limits, marks, and what was worked out. */
export const ChartSigns = memo(function ChartSigns(props: Props) {
  const { plot, fromAt, toAt, top, limits, marks, markLabels, workedOut } = props;
  const { width, height } = plot;
  const x = (t: number): number => Math.round(placeOf(t, { fromAt, toAt, width }) * 10) / 10;
  const wash = workedOut && {
    from: Math.max(0, x(workedOut.from)),
    to: Math.min(width, x(workedOut.to)),
  };
  return (
    <svg className="chart-signs" style={plot} aria-hidden="true">
      {limits.map(({ value, label }) => {
        const y = Math.round(heightOf(value, top, height)) + 0.5;
        return (
          <g key={label} className="chart-limit">
            <line x1={0} x2={width} y1={y} y2={y} />
            <text
              x={width - GAP}
              y={y > GAP + ASCENT ? y - GAP : y + GAP + ASCENT}
              textAnchor="end"
            >
              {label}
            </text>
          </g>
        );
      })}
      {wash !== null && wash.to > wash.from && (
        <>
          <rect
            className="chart-worked-out"
            x={wash.from}
            width={wash.to - wash.from}
            height={height}
          />
          {wash.from < width / 2 ? (
            <text x={wash.from + GAP} y={GAP + ASCENT}>
              {WORKED_OUT}
            </text>
          ) : (
            <text x={wash.to - GAP} y={GAP + ASCENT} textAnchor="end">
              {WORKED_OUT}
            </text>
          )}
        </>
      )}
      {marks.map((mark) => (
        <Line key={mark.t} mark={mark} x={x(mark.t)} height={height} isLabelled={markLabels} />
      ))}
    </svg>
  );
});

interface LineProps {
  readonly mark: PlacedMark;
  readonly x: number;
  readonly height: number;
  readonly isLabelled: boolean;
}

/** A mark as a line; alerts in their colour, with a sign of their own. */
function Line({ mark: { kind, label, side }, x, height, isLabelled }: LineProps) {
  return (
    <g className={`chart-mark chart-mark-${kind}`}>
      <line x1={x} x2={x} y1={0} y2={height} />
      {isLabelled && label !== null && (
        <text
          x={side === 'right' ? x + GAP : x - GAP}
          y={GAP + ASCENT}
          textAnchor={side === 'right' ? 'start' : 'end'}
        >
          {label}
        </text>
      )}
    </g>
  );
}
