import { useCallback, useState, type RefCallback } from 'react';

/** Where a chart's axes leave room for its figures, pixels of its box. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the axes take; durations need more room beside theirs. */
export const MARGIN = { top: 6, right: 1, bottom: 0, left: 0 } as const;
export const valueAxisWidth = (unit: 'count' | 'time'): number => (unit === 'time' ? 64 : 44);
export const timeAxisHeight = (isLabelled: boolean): number => (isLabelled ? 22 : 2);

/** null where the box has no room for figures. */
export function plotOf(
  { width, height }: Size,
  unit: 'count' | 'time',
  isLabelled: boolean,
): Plot | null {
  const plot = {
    left: MARGIN.left + valueAxisWidth(unit),
    top: MARGIN.top,
    width: width - MARGIN.left - valueAxisWidth(unit) - MARGIN.right,
    height: height - MARGIN.top - timeAxisHeight(isLabelled) - MARGIN.bottom,
  };
  return plot.width > 0 && plot.height > 0 ? plot : null;
}

/** The size of the element that the first is given to, kept current; null before it is known. */
export function useSize(): [RefCallback<HTMLElement>, Size | null] {
  const [size, setSize] = useState<Size | null>(null);
  const watch = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const take = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((had) => (had?.width === width && had.height === height ? had : { width, height }));
    };
    take();
    const observer = new ResizeObserver(take);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [watch, size];
}
