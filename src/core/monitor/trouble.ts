import type { SourceStatus } from '../../shared/model.ts';
import { lowerFirst } from '../../shared/words.ts';

/** What is wrong with a database, with the name of its file: `assigner.db: the file is not there.` */
export function fileTrouble({ label, problem }: SourceStatus): string {
  const name = label.slice(label.lastIndexOf('/') + 1);
  return `${name}: ${lowerFirst(problem?.message ?? 'It cannot be read.')}`;
}
