import type Database from 'better-sqlite3';
import type { QueueName } from '../../shared/model.ts';
import type { Bucket } from './bucket.ts';
import { BucketTable, merged, type StoredBucket } from './bucket-table.ts';
import { DAY, floorTo, LEVELS, MINUTE } from './levels.ts';

/** How far back the watched databases are searched. */
const REACH_MS = 30 * DAY;

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * What was worked out of a time in which Lookout did not watch: written before the first measured
 * minute, marked, and once for each queue. What was measured is never overwritten.
 */
export class Reconstruction {
  readonly #db: Database.Database;
  readonly #root: number;
  readonly #buckets: BucketTable;
  readonly #sql;

  constructor(db: Database.Database, root: number) {
    this.#db = db;
    this.#root = root;
    this.#buckets = new BucketTable(db, root);
    this.#sql = {
      firstSpan: db
        .prepare<[number], number>('SELECT from_t FROM span WHERE root = ? ORDER BY from_t LIMIT 1')
        .pluck(),
      isDone: db.prepare('SELECT 1 FROM reconstruction WHERE root = ? AND queue = ?'),
      done: db.prepare(
        'INSERT OR REPLACE INTO reconstruction (root, queue, from_t, to_t) VALUES (?, ?, ?, ?)',
      ),
    };
  }

  isDone(queue: QueueName): boolean {
    return this.#sql.isDone.get(this.#root, queue) !== undefined;
  }

  /**
   * What lies before the first measured minute, in whole minutes; null before anything was measured.
   * Empty where Lookout has watched for longer than databases are searched.
   */
  stretch(now: number): Stretch | null {
    const first = this.#sql.firstSpan.get(this.#root);
    if (first === undefined) return null;
    const to = floorTo(first, MINUTE);
    return { from: Math.min(to, floorTo(now - REACH_MS, MINUTE)), to };
  }

  /** Writes minutes of one queue; an earlier attempt at the same is replaced. One transaction. */
  write(minutes: readonly { readonly t: number; readonly bucket: Bucket }[]): void {
    this.#db.transaction(() => {
      for (const { t, bucket } of minutes) {
        const known = this.#buckets.get(MINUTE, t);
        if (known !== null && !known.isReconstructed) continue;
        known?.bucket.adopt(bucket);
        this.#buckets.put(MINUTE, { t, bucket: known?.bucket ?? bucket, isReconstructed: true });
      }
      const [first, last] = [minutes[0]?.t, minutes.at(-1)?.t];
      if (first !== undefined && last !== undefined) this.#rebuild(first, last + MINUTE);
    })();
  }

  finish(queue: QueueName, { from, to }: Stretch): void {
    this.#sql.done.run(this.#root, queue, from, to);
  }

  /**
   * Puts the coarser levels together anew, as far as they are in [from, to). One that holds measured
   * minutes, too, is made of them as well; one that is not yet full is left to the roll-up.
   */
  #rebuild(from: number, to: number): void {
    let finer: number = MINUTE;
    for (const { step } of LEVELS.slice(1)) {
      const begin = floorTo(from, step);
      const end = floorTo(to - 1, step) + step;
      const anew = [...merged(this.#buckets.between(finer, begin, end), step)];
      for (const bucket of anew)
        if (this.#isFull(step, bucket, to)) this.#buckets.put(step, bucket);
      finer = step;
    }
  }

  #isFull(step: number, { t }: StoredBucket, to: number): boolean {
    return t + step <= to || this.#buckets.get(step, t) !== null;
  }
}
