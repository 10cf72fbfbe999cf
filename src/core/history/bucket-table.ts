import type Database from 'better-sqlite3';
import { Bucket } from './bucket.ts';

export interface StoredBucket {
  readonly t: number;
  readonly bucket: Bucket;
  /** Worked out from the watched databases, wholly or in part, and not measured. */
  readonly isReconstructed: boolean;
}

interface Row {
  readonly t: number;
  readonly reconstructed: number;
  readonly data: Uint8Array;
}

/** The aggregates of one root, by width (`step`, ms) and start. Errors: SQLite's own. */
export class BucketTable {
  readonly #root: number;
  readonly #sql;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#sql = prepare(db);
  }

  /** Those that start in [from, to), oldest first. Nothing else may run until the last was taken. */
  *between(step: number, from: number, to: number): Generator<StoredBucket> {
    for (const row of this.#sql.between.iterate(this.#root, step, from, to)) yield stored(row);
  }

  get(step: number, t: number): StoredBucket | null {
    const row = this.#sql.get.get(this.#root, step, t);
    return row === undefined ? null : stored(row);
  }

  put(step: number, { t, bucket, isReconstructed }: StoredBucket): void {
    this.#sql.put.run(this.#root, step, t, isReconstructed ? 1 : 0, bucket.encode());
  }

  /** Start of the newest; null where there is none. */
  newest(step: number): number | null {
    return this.#sql.newest.get(this.#root, step) ?? null;
  }

  oldest(step: number): number | null {
    return this.#sql.oldest.get(this.#root, step) ?? null;
  }

  /** Lets go of those that start before `t`. */
  forget(step: number, t: number): void {
    this.#sql.forget.run(this.#root, step, t);
  }

  /** Drops those that start after `t`. */
  dropAfter(step: number, t: number): void {
    this.#sql.drop.run(this.#root, step, t);
  }
}

/** The same, oldest first, put together in buckets of `step`. */
export function* merged(
  buckets: Iterable<StoredBucket>,
  step: number,
): Generator<StoredBucket, void, void> {
  let open: { t: number; bucket: Bucket; isReconstructed: boolean } | null = null;
  for (const { t, bucket, isReconstructed } of buckets) {
    const start = Math.floor(t / step) * step;
    if (open !== null && open.t !== start) {
      yield open;
      open = null;
    }
    open ??= { t: start, bucket: new Bucket(), isReconstructed: false };
    open.bucket.merge(bucket);
    open.isReconstructed ||= isReconstructed;
  }
  if (open !== null) yield open;
}

const stored = ({ t, reconstructed, data }: Row): StoredBucket => ({
  t,
  bucket: Bucket.decode(data),
  isReconstructed: reconstructed === 1,
});

function prepare(db: Database.Database) {
  const at = 'FROM bucket WHERE root = ? AND step = ?';
  return {
    between: db.prepare<[number, number, number, number], Row>(
      `SELECT t, reconstructed, data ${at} AND t >= ? AND t < ? ORDER BY t`,
    ),
    get: db.prepare<[number, number, number], Row>(`SELECT t, reconstructed, data ${at} AND t = ?`),
    put: db.prepare(
      'INSERT OR REPLACE INTO bucket (root, step, t, reconstructed, data) VALUES (?, ?, ?, ?, ?)',
    ),
    newest: db.prepare<[number, number], number>(`SELECT t ${at} ORDER BY t DESC LIMIT 1`).pluck(),
    oldest: db.prepare<[number, number], number>(`SELECT t ${at} ORDER BY t LIMIT 1`).pluck(),
    forget: db.prepare(`DELETE ${at} AND t < ?`),
    drop: db.prepare(`DELETE ${at} AND t > ?`),
  };
}
