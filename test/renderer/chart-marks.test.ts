import { expect, it } from 'vitest';
import { marksNear, placeMarks } from '../../src/renderer/lib/chart-marks.ts';
import type { ChartMark } from '../../src/shared/model.ts';

const HOUR = 3_600_000;
const mark = (hours: number, kind: ChartMark['kind'], text: string): ChartMark => ({
  t: hours * HOUR,
  kind,
  text,
});
const place = (...marks: ChartMark[]) => placeMarks(marks, 0, 24 * HOUR);

it('labels what happened, and signs alerts', () => {
  expect(
    place(
      mark(1, 'start', 'Lookout started'),
      mark(12, 'alert', 'The oldest task has waited 1 h.'),
      mark(15, 'alert-over', 'The oldest task has waited 1 h.'),
      mark(23, 'maintenance', 'idx_prompts_status_priority_created created'),
    ),
  ).toEqual([
    { t: HOUR, kind: 'event', label: 'Lookout started', side: 'right' },
    { t: 12 * HOUR, kind: 'alert', label: '▲', side: 'left' },
    { t: 15 * HOUR, kind: 'over', label: null, side: 'left' },
    { t: 23 * HOUR, kind: 'event', label: 'idx_prompts_status_priority_c…', side: 'left' },
  ]);
});

it('draws what happened together as one line, and lays no label over another', () => {
  const placed = place(
    mark(2, 'maintenance', 'idx_a created'),
    mark(2.01, 'maintenance', 'idx_b created'),
    mark(2.02, 'alert', 'x'),
    mark(3, 'start', 'Lookout started'),
    mark(9, 'start', 'Lookout started'),
  );
  expect(placed.map(({ label, kind }) => [kind, label])).toEqual([
    ['alert', '▲ idx_a created +1'],
    ['event', null],
    ['event', 'Lookout started'],
  ]);
});

it('tells at a point what lies within it, or within 1 % of the axis', () => {
  const marks = [mark(1, 'alert', 'a'), mark(1.2, 'alert', 'b'), mark(3, 'alert', 'c')];
  const near = (stepMs: number) =>
    marksNear(marks, HOUR, { from: 0, to: 24 * HOUR, stepMs }).map(({ text }) => text);
  expect(near(0)).toEqual(['a', 'b']);
  expect(near(2 * HOUR)).toEqual(['a', 'b', 'c']);
});
