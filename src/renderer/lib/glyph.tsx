import type { SessionState } from '../../shared/model.ts';
import './glyph.css';

/** Everything that has a shape of its own. Colour only repeats what the shape already says. */
export type GlyphName =
  | SessionState
  | 'fine'
  | 'attention'
  | 'broken'
  | 'paused'
  | 'ghost'
  | 'index'
  | 'overdue'
  | 'info'
  | 'alert'
  | 'live'
  | 'stale'
  | 'unavailable'
  | 'off';

const triangle = <path d="M7 1.2 13 12H1z" />;
const square = <rect x="1.5" y="1.5" width="11" height="11" rx="2" />;
const disc = <circle cx="7" cy="7" r="5.25" />;
const ring = <circle className="line" cx="7" cy="7" r="4.75" />;
const cross = <path className="line" d="m3 3 8 8m0-8-8 8" />;
const clockFace = (
  <g className="line">
    <circle cx="7" cy="7" r="5.25" />
    <path d="M7 4v3.2l2.2 1.5" />
  </g>
);

const shapes: Record<GlyphName, React.ReactNode> = {
  working: <path className="line" d="M7 2.2A4.8 4.8 0 1 0 11.8 7" />,
  waiting: triangle,
  ready: disc,
  blocked: square,
  shell: <path className="line" d="m2.5 3.5 4 3.5-4 3.5M7.5 11h4" />,
  dead: cross,
  unknown: (
    <path className="line" d="M4.4 4.4a2.6 2.6 0 1 1 3.9 2.3C7.4 7.2 7 7.6 7 8.5M7 11.9v.1" />
  ),
  fine: <path className="line" d="m2.2 7.6 3.2 3.2 6.4-7.4" />,
  attention: triangle,
  broken: square,
  paused: <path d="M3 2h3v10H3zM8 2h3v10H8z" />,
  ghost: <circle className="line dashed" cx="7" cy="7" r="5" />,
  index: <path className="line" d="M2 3h10M2 7h7M2 11h4" />,
  overdue: clockFace,
  info: ring,
  alert: <path className="line" d="M3 10.2V6.4a4 4 0 0 1 8 0v3.8l1 1.1H2zM5.7 13h2.6" />,
  live: disc,
  stale: clockFace,
  unavailable: cross,
  off: ring,
};

/** A small shape; decorative, so a word always stands beside it. */
export function Glyph({ name, size = 14 }: { readonly name: GlyphName; readonly size?: number }) {
  return (
    <svg
      className={`glyph glyph-${name}`}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
