import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../../lib/temp-folder.ts';
import type { Writer } from '../../lib/writer.ts';

export interface Root {
  readonly root: string;
  readonly assigner: string;
  readonly architect: string;
}

/** An Architect folder with both databases, for as long as a test. */
export async function makeRoot(writer: Writer): Promise<Root> {
  const root = tempFolder();
  const assigner = join(root, 'data', 'assigner', 'assigner.db');
  const architect = join(root, 'data', 'architect.db');
  mkdirSync(dirname(assigner), { recursive: true });
  await writer.create(assigner, { database: 'assigner' });
  await writer.create(architect, { database: 'architect' });
  onTestFinished(async () => {
    await writer.close(assigner);
    await writer.close(architect);
  });
  return { root, assigner, architect };
}
