import { useEffect } from 'react';
import { Glyph } from '../../lib/glyph.tsx';
import { dismissNotice, useStore } from '../../lib/store.ts';

/** A "done" goes away by itself after this long; a failure stays until dismissed. */
const doneFor = 6000;

/** One line about what was just done or could not be done. */
export function NoticeLine() {
  const notice = useStore((store) => store.notice);
  useEffect(() => {
    if (notice?.kind !== 'done') return undefined;
    const timer = setTimeout(dismissNotice, doneFor);
    return () => clearTimeout(timer);
  }, [notice]);

  return (
    <output className="notice-place">
      {notice && (
        <div className="notice">
          <Glyph name={notice.kind === 'done' ? 'fine' : 'broken'} />
          <span className="notice-text">{notice.text}</span>
          <button type="button" className="button button-bare" onClick={dismissNotice}>
            Dismiss
          </button>
        </div>
      )}
    </output>
  );
}
