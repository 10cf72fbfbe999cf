import { setImmediate as breathe } from 'node:timers/promises';
import type { DatabaseName, QueueName } from '../../shared/model.ts';
import { databaseOf } from '../../shared/queues.ts';
import type { TypesOfPeriod } from '../history/report.ts';
import { TypeTally, type TypeCount } from '../history/type-tally.ts';
import { pastSlices, type Asked } from '../queue/past-slices.ts';

/** The databases of a target that are configured. */
export type Databases = Readonly<Record<DatabaseName, Asked | null>>;

/**
 * What tasks of each type did in [from, to) ms, from the watched databases: read in small slices, other
 * work in between. A database that cannot be read is named, and hides nothing of the other.
 */
export async function typesOfPeriod(
  databases: Databases,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<TypesOfPeriod> {
  const counts: TypeCount[] = [];
  const unread: QueueName[] = [];
  for (const queue of ['prompts', 'task_queue'] as const) {
    const source = databases[databaseOf[queue]];
    if (source === null) continue;
    const tally = new TypeTally(from, to);
    try {
      for (const tasks of pastSlices(source, queue, from)) {
        for (const task of tasks) tally.add(task);
        await breathe();
      }
      counts.push(...tally.counts(queue));
    } catch {
      unread.push(queue);
    }
  }
  return { counts, unread };
}
