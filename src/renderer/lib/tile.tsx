import type { ReactNode } from 'react';
import { Glyph } from './glyph.tsx';
import './tile.css';

interface Props {
  readonly title: string;
  readonly figure: ReactNode;
  /** What the figure counts, or what it is part of. */
  readonly unit: ReactNode;
  readonly note: ReactNode;
  readonly trend: ReactNode;
  /** Over its limit: said by colour, shape and words. */
  readonly over: boolean;
  readonly onOpen: () => void;
}

/** One leading figure with its trend; opens the view that explains it. */
export function Tile({ title, figure, unit, note, trend, over, onOpen }: Props) {
  return (
    <button type="button" className={`tile${over ? ' tile-over' : ''}`} onClick={onOpen}>
      <span className="tile-title">
        {title}
        {over && (
          <span className="tile-flag">
            <Glyph name="attention" size={11} />
            over its limit
          </span>
        )}
      </span>
      <span className="tile-figure">
        <b>{figure}</b> <span className="muted">{unit}</span>
      </span>
      <span className="tile-foot">
        <span className="tile-note">{note}</span>
        {trend}
      </span>
    </button>
  );
}
