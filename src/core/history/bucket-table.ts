import type Database from 'better-sqlite3';
import { Bucket } from './bucket.ts';
import { damageOf, readable, type Damage } from './damage.ts';
import { floorTo, LEVELS } from './levels.ts';
import { pack, unpack, type BucketRow } from './pack.ts';

export interface StoredBucket {
  readonly t: number;
  readonly bucket: Bucket;
  /** Worked out from the watched databases, wholly or in part, and not measured. */
  readonly isReconstructed: boolean;
}

/**
 * The aggregates of one root, by width (`step`, ms) and start. What is old lies in packs; any stretch
 * of a pack's length is either packed or loose, never both. What is damaged is noted (`damageOf`) and
 * left out: a gap. Errors: SQLite's own.
 */
export class BucketTable {
  readonly #root: number;
  readonly #damage: Damage;
  readonly #sql;

  constructor(db: Database.Database, root: number) {
    this.#root = root;
    this.#damage = damageOf(db);
    this.#sql = prepare(db);
  }

  /** Those that start in [from, to), oldest first. Nothing may be written until the last was taken. */
  *between(step: number, from: number, to: number): Generator<StoredBucket> {
    let at = from;
    for (const found of this.#packs(step, from, to)) {
      const { t } = found;
      for (const row of this.#sql.between.iterate(this.#root, step, at, t)) {
        yield* this.#stored(step, row);
      }
      for (const row of this.#unpacked(step, found)) {
        if (row.t >= from && row.t < to) yield* this.#stored(step, row);
      }
      at = Math.max(from, floorTo(t, packOf(step)) + packOf(step));
    }
    for (const row of this.#sql.between.iterate(this.#root, step, at, to)) {
      yield* this.#stored(step, row);
    }
  }

  get(step: number, t: number): StoredBucket | null {
    const [found] = this.between(step, t, t + 1);
    return found ?? null;
  }

  put(step: number, { t, bucket, isReconstructed }: StoredBucket): void {
    this.#loosen(step, t);
    this.#sql.put.run(this.#root, step, t, isReconstructed ? 1 : 0, bucket.encode());
  }

  /** Start of the newest; null where there is none. */
  newest(step: number): number | null {
    const loose = this.#sql.newest.get(this.#root, step) ?? null;
    const packed = this.#sql.newestPack.get(this.#root, step);
    if (packed === undefined || (loose !== null && loose > packed)) return loose;
    const end = floorTo(packed, packOf(step)) + packOf(step);
    const last = [...this.between(step, packed, end)].at(-1);
    // Nobody can tell how far a damaged one reached: its stretch is over all the same.
    return last?.t ?? end - step;
  }

  oldest(step: number): number | null {
    const starts = [
      this.#sql.oldest.get(this.#root, step),
      this.#sql.oldestPack.get(this.#root, step),
    ].filter((t) => t !== undefined);
    return starts.length === 0 ? null : Math.min(...starts);
  }

  /** Packs the oldest that are loose, where all of their stretch lies before `before`. */
  packOldest(step: number, before: number): void {
    const oldest = this.#sql.oldest.get(this.#root, step);
    if (oldest === undefined) return;
    const from = floorTo(oldest, packOf(step));
    const to = from + packOf(step);
    if (to > before) return;
    const rows = this.#sql.between.all(this.#root, step, from, to);
    this.#sql.putPack.run(this.#root, step, oldest, pack(rows));
    this.#sql.forget.run(this.#root, step, to);
  }

  /** Lets go of those that start before `t`; of packs, those that hold nothing else. */
  forget(step: number, t: number): void {
    this.#sql.forget.run(this.#root, step, t);
    this.#sql.forgetPacks.run(this.#root, step, floorTo(t, packOf(step)));
  }

  /** Drops those that start after `t`. */
  dropAfter(step: number, t: number): void {
    this.#loosen(step, t);
    this.#sql.drop.run(this.#root, step, t);
    this.#sql.dropPacks.run(this.#root, step, t);
  }

  #packs(step: number, from: number, to: number): readonly PackRow[] {
    return this.#sql.packs.all(this.#root, step, floorTo(from, packOf(step)), to);
  }

  /** Takes the pack around `t` apart, so that it can be written to. */
  #loosen(step: number, t: number): void {
    const from = floorTo(t, packOf(step));
    for (const found of this.#packs(step, from, from + packOf(step))) {
      for (const { t: start, reconstructed, data } of this.#unpacked(step, found)) {
        this.#sql.put.run(this.#root, step, start, reconstructed, data);
      }
      this.#sql.dropPack.run(this.#root, step, found.t);
    }
  }

  #unpacked(step: number, { t, data }: PackRow): readonly BucketRow[] {
    const to = floorTo(t, packOf(step)) + packOf(step);
    const stretch = { what: `pack ${step}`, from: t, to };
    return readable(this.#damage, stretch, () => unpack(data)) ?? [];
  }

  #stored(step: number, { t, reconstructed, data }: BucketRow): readonly StoredBucket[] {
    const stretch = { what: `bucket ${step}`, from: t, to: t + step };
    const bucket = readable(this.#damage, stretch, () => Bucket.decode(data));
    return bucket === null ? [] : [{ t, bucket, isReconstructed: reconstructed === 1 }];
  }
}

interface PackRow {
  /** Start of its first bucket. */
  readonly t: number;
  readonly data: Uint8Array;
}

const packLengths = new Map(LEVELS.map(({ step, packMs }) => [step, packMs]));
const packOf = (step: number): number => packLengths.get(step) ?? step;

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

type Key = [root: number, step: number];

function prepare(db: Database.Database) {
  const at = 'FROM bucket WHERE root = ? AND step = ?';
  const packAt = 'FROM pack WHERE root = ? AND step = ?';
  return {
    between: db.prepare<[...Key, number, number], BucketRow>(
      `SELECT t, reconstructed, data ${at} AND t >= ? AND t < ? ORDER BY t`,
    ),
    put: db.prepare(
      'INSERT OR REPLACE INTO bucket (root, step, t, reconstructed, data) VALUES (?, ?, ?, ?, ?)',
    ),
    newest: db.prepare<Key, number>(`SELECT t ${at} ORDER BY t DESC LIMIT 1`).pluck(),
    oldest: db.prepare<Key, number>(`SELECT t ${at} ORDER BY t LIMIT 1`).pluck(),
    forget: db.prepare(`DELETE ${at} AND t < ?`),
    drop: db.prepare(`DELETE ${at} AND t > ?`),
    packs: db.prepare<[...Key, number, number], PackRow>(
      `SELECT t, data ${packAt} AND t >= ? AND t < ? ORDER BY t`,
    ),
    putPack: db.prepare('INSERT OR REPLACE INTO pack (root, step, t, data) VALUES (?, ?, ?, ?)'),
    newestPack: db.prepare<Key, number>(`SELECT t ${packAt} ORDER BY t DESC LIMIT 1`).pluck(),
    oldestPack: db.prepare<Key, number>(`SELECT t ${packAt} ORDER BY t LIMIT 1`).pluck(),
    dropPack: db.prepare(`DELETE ${packAt} AND t = ?`),
    forgetPacks: db.prepare(`DELETE ${packAt} AND t < ?`),
    dropPacks: db.prepare(`DELETE ${packAt} AND t > ?`),
  };
}
