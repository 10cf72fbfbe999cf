import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import { call } from '../../lib/api.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { keysFor } from '../../lib/keys.ts';
import { lengths } from '../../lib/lengths.ts';
import { attempt, setPaletteOpen, setRange, useStore } from '../../lib/store.ts';

/** What is watched, how far back the charts reach, pause, and the palette. */
export function Header() {
  return (
    <header className="header">
      <Watched />
      <Range />
      <Pause />
      <button type="button" className="button" onClick={() => setPaletteOpen(true)}>
        Find or do… <kbd>{keysFor('CmdOrCtrl+K')}</kbd>
      </button>
    </header>
  );
}

function Watched() {
  const watched = useStore((store) => store.snapshot?.watched);
  if (watched === undefined) return <div className="watched" />;
  const path = watched.root ?? watched.assignerDb ?? watched.architectDb;
  return (
    <div className="watched clip" title={path ?? undefined}>
      <b>{watched.title}</b>
      {path !== null && path !== watched.title && !watched.demo && (
        <span className="faint">{path}</span>
      )}
      {watched.tmuxSocket !== null && <span className="faint">tmux {watched.tmuxSocket}</span>}
    </div>
  );
}

const MINUTE = 60_000;

const choose = (values: readonly string[]): void => {
  const minutes = Number(values[0]);
  if (minutes > 0) setRange(minutes);
};

/** Where something reaches back as far as it says; History has ranges of its own. */
function Range() {
  const rangeMin = useStore((store) => store.settings?.rangeMin ?? null);
  const isHere = useStore(({ place }) => place.view === 'overview' || place.view === 'sessions');
  if (!isHere) return null;
  return (
    <ToggleGroup
      className="segments"
      aria-label="How far back the charts reach"
      value={rangeMin === null ? [] : [String(rangeMin)]}
      onValueChange={choose}
    >
      {lengths.map(([ms, label, long]) => (
        <Toggle key={ms} value={String(ms / MINUTE)} aria-label={long} className="segment">
          {label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

function Pause() {
  const paused = useStore((store) => store.snapshot?.paused ?? false);
  return (
    <button
      type="button"
      className="button pause"
      aria-pressed={paused}
      onClick={() => attempt(call('setPaused', !paused))}
    >
      {paused && <Glyph name="paused" size={11} />}
      {paused ? 'Resume' : 'Pause'}
    </button>
  );
}
