import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Toggle } from '@base-ui/react/toggle';
import { call } from '../../lib/api.ts';
import { Glyph } from '../../lib/glyph.tsx';
import { keysFor } from '../../lib/keys.ts';
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

/** Minutes and their names, shortest first. */
const ranges: readonly (readonly [number, string, string])[] = [
  [15, '15 min', '15 minutes'],
  [60, '1 h', '1 hour'],
  [360, '6 h', '6 hours'],
  [1440, '24 h', '24 hours'],
  [10_080, '7 d', '7 days'],
  [43_200, '30 d', '30 days'],
];

const choose = (values: readonly string[]): void => {
  const minutes = Number(values[0]);
  if (minutes > 0) setRange(minutes);
};

function Range() {
  const rangeMin = useStore((store) => store.settings?.rangeMin ?? null);
  // History has ranges of its own.
  const isHere = useStore((store) => store.place.view !== 'history');
  if (!isHere) return null;
  return (
    <ToggleGroup
      className="segments"
      aria-label="How far back the charts reach"
      value={rangeMin === null ? [] : [String(rangeMin)]}
      onValueChange={choose}
    >
      {ranges.map(([minutes, label, long]) => (
        <Toggle key={minutes} value={String(minutes)} aria-label={long} className="segment">
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
