import { z } from 'zod';
import type { Target } from './model.ts';

const name = z.string().max(1000).exactOptional();

/** Parses a Target that comes from outside: a stored alert, a command's argument. */
export const targetSchema: z.ZodType<Target> = z.discriminatedUnion('view', [
  z.object({ view: z.literal('overview') }),
  z.object({
    view: z.literal('queue'),
    queue: z.enum(['prompts', 'task_queue']).exactOptional(),
    task: z.number().int().exactOptional(),
  }),
  z.object({ view: z.literal('sessions'), session: name, filter: name }),
  z.object({ view: z.literal('history') }),
  z.object({
    view: z.literal('maintenance'),
    index: name,
    ask: z
      .enum(['create', 'replace', 'rollback', 'analyze', 'optimize', 'check', 'backup'])
      .exactOptional(),
    tab: z.enum(['indexes', 'slow', 'advisor', 'superfluous', 'journal']).exactOptional(),
  }),
  z.object({ view: z.literal('alerts'), alert: z.number().int().exactOptional() }),
  z.object({ view: z.literal('settings') }),
]);
