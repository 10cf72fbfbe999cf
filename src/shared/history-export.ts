import { z } from 'zod';
import { historyQuery } from './history.ts';

/** What of history can be written to a file. */

export const chartNames = [
  'depth',
  'flow',
  'cumulative',
  'latency',
  'sessions',
  'oldest',
  'failures',
  'queries',
] as const;
export type ChartName = (typeof chartNames)[number];

export const exportRequest = z.discriminatedUnion('format', [
  z.object({
    format: z.enum(['csv', 'json']),
    query: historyQuery,
    chart: z.enum(chartNames),
  }),
  /** A report of the whole stretch. */
  z.object({ format: z.literal('md'), query: historyQuery }),
]);
export type ExportRequest = z.infer<typeof exportRequest>;

const pixels = z.number().int().min(0).max(20_000);

/** A part of the window, in its own pixels, as a picture. */
export const pictureRequest = z.object({
  chart: z.enum(chartNames),
  x: pixels,
  y: pixels,
  width: pixels.min(1),
  height: pixels.min(1),
});
