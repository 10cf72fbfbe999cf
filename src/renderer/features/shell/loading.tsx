import { useEffect, useState } from 'react';
import { call } from '../../lib/api.ts';
import { attempt } from '../../lib/store.ts';

/** The first reading usually takes well under a second; after this long something is wrong, ms. */
const patience = 6000;

/** Before the first snapshot: the window's outline and one sentence; later, what to do. */
export function Loading() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading" aria-busy="true">
      <div>
        <h1 className="headline-text">
          {long ? 'The first reading takes longer than usual.' : 'Taking the first reading…'}
        </h1>
        <p className="muted">
          {long
            ? 'A very large database without indexes can need a minute. If nothing comes, scan again or open another folder.'
            : 'Databases, tmux and what the sessions are doing.'}
        </p>
        {long && (
          <p className="loading-actions">
            <button
              type="button"
              className="button"
              onClick={() => attempt(call('runAction', 'monitor.scanNow'))}
            >
              Scan now
            </button>
            <button
              type="button"
              className="button"
              onClick={() => attempt(call('runAction', 'file.open'))}
            >
              Open an Architect folder…
            </button>
          </p>
        )}
      </div>
      <div className="loading-outline" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i className="loading-wide" />
        <i className="loading-side" />
      </div>
    </div>
  );
}
