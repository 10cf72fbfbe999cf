import type { ReactNode } from 'react';
import type { SourceName } from '../../shared/model.ts';
import { Glyph } from './glyph.tsx';
import { useOriginTitle } from './origin.tsx';
import './tile.css';

interface Props {
  readonly title: string;
  readonly figure: ReactNode;
  /** What the figure counts, or what it is part of. */
  readonly unit: ReactNode;
  readonly note: ReactNode;
  readonly trend: ReactNode;
  /** Where the figure comes from; its tooltip says when it was read. */
  readonly from: readonly SourceName[];
  /** False when nothing could be counted: the figure is a dash and looks it. */
  readonly known?: boolean;
  /** Over its limit: said by colour, shape and words. */
  readonly over: boolean;
  /** What `over` means here. */
  readonly overWords?: string;
  readonly onOpen: () => void;
}

/** One leading figure with its trend; opens the view that explains it. */
export function Tile(props: Props) {
  const { title, figure, unit, note, trend, over, onOpen, ...rest } = props;
  const { overWords = 'over its limit' } = props;
  const origin = useOriginTitle(rest.from);
  const kind = rest.known === false ? ' tile-unknown' : over ? ' tile-over' : '';
  return (
    <button type="button" className={`tile${kind}`} title={origin} onClick={onOpen}>
      <span className="tile-title">
        <span className="clip">{title}</span>
        {over && (
          <span className="tile-flag">
            <Glyph name="attention" size={11} />
            <span className="tile-flag-words">{overWords}</span>
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
