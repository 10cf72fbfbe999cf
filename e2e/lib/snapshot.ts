import { z } from 'zod';
import type { Lookout } from './lookout.ts';

/** The parts of a snapshot that these tests look at. */
const snapshotSchema = z.object({
  seq: z.number(),
  paused: z.boolean(),
  watched: z.object({ demo: z.boolean(), root: z.string().nullable() }),
  stats: z.object({ pending_prompts: z.number().nullable() }),
  sessions: z.array(
    z.object({ key: z.string(), name: z.string(), state: z.string(), lastLine: z.string() }),
  ),
  sources: z.record(
    z.string(),
    z.object({ state: z.string(), problem: z.object({ kind: z.string() }).nullable() }),
  ),
});

type SeenSnapshot = z.infer<typeof snapshotSchema>;

/** What the window would draw now; null before the first snapshot. */
export async function snapshotOf({ window }: Lookout): Promise<SeenSnapshot | null> {
  const answer = await window.evaluate(() => globalThis.lookout.invoke('getSnapshot'));
  return snapshotSchema.nullable().parse(answer.value);
}

/** State and problem of one source, as `live` or `unavailable: missing`. */
export async function sourceOf(lookout: Lookout, name: string): Promise<string> {
  const source = (await snapshotOf(lookout))?.sources[name];
  if (!source) return 'not known yet';
  return source.problem ? `${source.state}: ${source.problem.kind}` : source.state;
}
