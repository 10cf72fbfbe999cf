import type { ReactNode } from 'react';
import type { SourceName } from '../../shared/model.ts';
import { Age } from './age.tsx';
import { Glyph, type GlyphName } from './glyph.tsx';
import { useStore } from './store.ts';
import './empty.css';

interface Props {
  readonly glyph?: GlyphName;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What stands where there is nothing to list, and why. */
export function Empty({ glyph = 'fine', title, children }: Props) {
  return (
    <div className="empty">
      <Glyph name={glyph} size={20} />
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

interface MissingProps {
  readonly from: SourceName;
  /** What would be here: "The queue". */
  readonly what: string;
}

/** What stands where a source cannot be read: what is wrong, since when, what to do. */
export function Missing({ from, what }: MissingProps) {
  const source = useStore((store) => store.snapshot?.sources[from] ?? null);
  const problem = source?.problem ?? source?.limits[0];
  if (source === null || problem === undefined) {
    return (
      <Empty glyph="info" title={`${what} is not in this database.`}>
        <p className="muted">Its table is missing. Everything else goes on.</p>
      </Empty>
    );
  }
  if (problem.kind === 'tmux-no-server') {
    return (
      <Empty glyph="off" title={problem.message}>
        <p className="muted">{problem.action}</p>
      </Empty>
    );
  }
  return (
    <Empty glyph="unavailable" title={`${what} cannot be shown.`}>
      <p>{problem.message}</p>
      <p className="muted">{problem.action}</p>
      {source.problem !== null && (
        <p className="faint">
          For <Age since={source.since} /> now.
        </p>
      )}
    </Empty>
  );
}
