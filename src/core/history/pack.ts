import { deflateSync, inflateRawSync, inflateSync } from 'node:zlib';
import { ByteReader, ByteWriter } from './varint.ts';

/** A bucket as it is stored. */
export interface BucketRow {
  /** Start, ms. */
  readonly t: number;
  /** 1: worked out from the watched databases, wholly or in part. */
  readonly reconstructed: number;
  readonly data: Uint8Array;
}

/** Buckets that follow one another, oldest first, in one piece: about half of what they take alone. */
export function pack(rows: readonly BucketRow[]): Uint8Array {
  const out = new ByteWriter().uint(rows.length);
  let previous = 0;
  for (const { t, reconstructed, data } of rows) {
    out.uint((t - previous) * 2 + reconstructed).uint(data.length);
    previous = t;
  }
  for (const { data } of rows) out.bytes(data);
  return squeeze(out.done());
}

/** Throws a RangeError or zlib's error where the bytes are not of `pack`. */
export function unpack(packed: Uint8Array): BucketRow[] {
  const from = new ByteReader(unsqueeze(packed));
  const heads: { t: number; reconstructed: number; length: number }[] = [];
  let previous = 0;
  for (let n = from.uint(); n > 0; n--) {
    const head = from.uint();
    previous += Math.floor(head / 2);
    heads.push({ t: previous, reconstructed: head % 2, length: from.uint() });
  }
  const rows = heads.map(({ t, reconstructed, length }) => ({
    t,
    reconstructed,
    data: from.bytes(length),
  }));
  from.end();
  return rows;
}

/** With zlib's checksum: a flipped bit must not become a figure. */
export const squeeze = (bytes: Uint8Array | string): Uint8Array => deflateSync(bytes, { level: 9 });

/** First byte of what `squeeze` makes; earlier versions wrote without a checksum, and never this. */
const WITH_CHECKSUM = 0x78;
/** No row is as long as this: what says so is damaged. */
const LONGEST = 64 * 1024 * 1024;

export const unsqueeze = (bytes: Uint8Array): Buffer =>
  bytes[0] === WITH_CHECKSUM
    ? inflateSync(bytes, { maxOutputLength: LONGEST })
    : inflateRawSync(bytes, { maxOutputLength: LONGEST });
