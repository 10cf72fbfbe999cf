import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { format, isSameDay, isSameYear } from 'date-fns';
import type { HistoryQuery } from '../../../shared/history.ts';
import { call } from '../../lib/api.ts';
import { lengths } from '../../lib/lengths.ts';
import { attempt } from '../../lib/store.ts';
import { panBy, zoomBy, type Range, type Stretch } from './range.ts';

type Compare = HistoryQuery['compare'];

interface Props {
  readonly range: Range;
  readonly stretch: Stretch;
  readonly compare: Compare;
  readonly onRange: (range: Range) => void;
  readonly onCompare: (compare: Compare) => void;
}

/** Which stretch of time is shown, and what is laid behind it. */
export function Toolbar({ range, stretch, compare, onRange, onCompare }: Props) {
  const move = (change: (range: Range, by: number, now: number) => Range, by: number) => () =>
    onRange(change(range, by, Date.now()));
  const length = range.kind === 'live' ? range.ms : null;
  return (
    <div className="toolbar history-toolbar">
      <ToggleGroup
        className="segments"
        aria-label="How much time is shown"
        value={length === null ? [] : [String(length)]}
        onValueChange={([ms]) => Number(ms) > 0 && onRange({ kind: 'live', ms: Number(ms) })}
      >
        {lengths.map(([ms, label, long]) => (
          <Toggle key={ms} value={String(ms)} aria-label={long} className="segment">
            {label}
          </Toggle>
        ))}
      </ToggleGroup>
      <fieldset className="segments history-steps" aria-label="Move and zoom">
        <Step label="Earlier" text="◂" onClick={move(panBy, -0.5)} />
        <Step label="Zoom in" text="+" onClick={move(zoomBy, 0.5)} />
        <Step label="Zoom out" text="−" onClick={move(zoomBy, 2)} />
        <Step label="Later" text="▸" disabled={range.kind === 'live'} onClick={move(panBy, 0.5)} />
      </fieldset>
      <button
        type="button"
        className="button"
        disabled={range.kind === 'live'}
        onClick={() => onRange({ kind: 'live', ms: stretch.to - stretch.from })}
      >
        Back to now
      </button>
      <ToggleGroup
        className="segments"
        aria-label="Compare with"
        value={[compare]}
        onValueChange={([chosen]) =>
          onCompare(comparisons.find(([c]) => c === chosen)?.[0] ?? 'none')
        }
      >
        {comparisons.map(([value, label]) => (
          <Toggle key={value} value={value} className="segment">
            {label}
          </Toggle>
        ))}
      </ToggleGroup>
      <span className="history-stretch clip" title={inWords(stretch)}>
        {inWords(stretch)}
      </span>
      <button
        type="button"
        className="button"
        onClick={() =>
          attempt(call('exportHistory', { format: 'md', query: { ...stretch, compare } }))
        }
      >
        Report…
      </button>
    </div>
  );
}

const comparisons: readonly (readonly [Compare, string])[] = [
  ['none', 'No comparison'],
  ['day', 'Day before'],
  ['week', 'Week before'],
];

interface StepProps {
  readonly label: string;
  readonly text: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Step({ label, text, disabled = false, onClick }: StepProps) {
  return (
    <button
      type="button"
      className="segment"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {text}
    </button>
  );
}

/** The year is said where it is another than this one. */
function inWords({ from, to }: Stretch): string {
  const isNow = [from, to].every((t) => isSameYear(t, Date.now()));
  const day = isNow ? 'd MMM, HH:mm' : 'd MMM yyyy, HH:mm';
  return `${format(from, day)} to ${format(to, isSameDay(from, to) ? 'HH:mm' : day)}`;
}
