import { useState } from 'react';

/** What recharts tells of a pointer over a chart: the value on the time axis beneath it. */
interface Over {
  readonly activeLabel?: string | number | undefined;
}

const timeOf = ({ activeLabel }: Over): number | null => {
  const t = Number(activeLabel);
  return activeLabel === undefined || !Number.isFinite(t) ? null : t;
};

/** A stretch of a chart chosen by dragging over it; nothing without somebody who wants to know. */
export function useDrag(onChosen: ((from: number, to: number) => void) | undefined) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const none = { from: null, to: null, handlers: {} };
  if (onChosen === undefined) return none;
  return {
    from: drag?.from ?? null,
    to: drag?.to ?? null,
    handlers: {
      onMouseDown: (over: Over) => {
        const t = timeOf(over);
        setDrag(t === null ? null : { from: t, to: t });
      },
      onMouseMove: (over: Over) => {
        const t = timeOf(over);
        if (drag !== null && t !== null) setDrag({ from: drag.from, to: t });
      },
      onMouseUp: () => {
        if (drag !== null && drag.from !== drag.to) onChosen(drag.from, drag.to);
        setDrag(null);
      },
      onMouseLeave: () => setDrag(null),
    },
  };
}
