import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const CORPUS = join(import.meta.dirname, '..', '..', '..', 'corpus');

/** The labelled screens that rules are written from; `corpus/README.md` says where each is from. */
export const fixtures = z
  .array(
    z.object({
      id: z.string(),
      file: z.string(),
      state: z.string(),
      badges: z.array(z.string()),
      title: z.string(),
      command: z.string(),
      split: z.string(),
    }),
  )
  .parse(JSON.parse(readFileSync(join(CORPUS, 'index.json'), 'utf8')))
  .filter(({ split }) => split === 'fixture')
  .map((entry) => ({ ...entry, text: readFileSync(join(CORPUS, entry.file), 'utf8') }));

export type Fixture = (typeof fixtures)[number];
