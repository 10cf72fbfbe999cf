import { randomFillSync } from 'node:crypto';

/** Drawn in one go for many words: to draw costs more than all that follows. */
const pool = Buffer.alloc(4096);
const BYTES = 8;
let used = pool.length;

/** A word that nothing on any screen contains, and nobody can tell beforehand. */
export function newNonce(): string {
  if (used + BYTES > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += BYTES;
  return pool.toString('hex', used - BYTES, used);
}
