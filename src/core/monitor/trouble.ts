import type { SourceStatus } from '../../shared/model.ts';

/** What is wrong with a database, with the name of its file: `assigner.db: the file is not there.` */
export function fileTrouble({ label, problem }: SourceStatus): string {
  const name = label.slice(label.lastIndexOf('/') + 1);
  const message = problem?.message ?? 'it cannot be read.';
  const lowered = message.replace(/^[A-Z](?=[a-z ])/u, (first) => first.toLowerCase());
  return `${name}: ${lowered}`;
}
