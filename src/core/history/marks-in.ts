import type { ChartMark } from '../../shared/model.ts';
import type { RecordReader } from './record-reader.ts';

/** All that is marked on the time axis of [from, to): what happened, and alerts. Oldest first. */
export function marksIn(
  { marks, alerts }: Pick<RecordReader, 'marks' | 'alerts'>,
  from: number,
  to: number,
): ChartMark[] {
  const told = alerts
    .between(from, to)
    .flatMap(({ firedAt, endedAt, text }): ChartMark[] => [
      { t: firedAt, kind: 'alert', text },
      ...(endedAt === null ? [] : [{ t: endedAt, kind: 'alert-over', text } as const]),
    ]);
  return [...marks.between(from, to), ...told.filter(({ t }) => t >= from && t < to)].toSorted(
    (a, b) => a.t - b.t,
  );
}
