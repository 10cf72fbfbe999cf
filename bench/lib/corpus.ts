import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const CORPUS = join(import.meta.dirname, '..', '..', 'corpus');

const entrySchema = z.object({
  id: z.string(),
  file: z.string(),
  agent: z.string(),
  state: z.enum(['working', 'waiting', 'ready', 'blocked', 'shell', 'dead', 'unknown']),
  badges: z.array(z.string()),
  title: z.string(),
  command: z.string(),
  paneDead: z.boolean(),
  split: z.enum([
    'fixture',
    'heldout',
    'fresh',
    'heldout2',
    'heldout3',
    'heldout4',
    'heldout5',
    'heldout6',
    'heldout7',
    'heldout8',
  ]),
});

export interface LabelledScreen extends z.infer<typeof entrySchema> {
  readonly text: string;
}

/** The labelled screens; `corpus/README.md` says where each comes from. */
export function readCorpus(): LabelledScreen[] {
  const index: unknown = JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8'));
  return z
    .array(entrySchema)
    .parse(index)
    .filter(({ file }) => existsSync(join(CORPUS, file)))
    .map((entry) => ({ ...entry, text: readFileSync(join(CORPUS, entry.file), 'utf8') }));
}
