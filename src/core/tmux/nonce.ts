import { randomBytes } from 'node:crypto';

/** Drawn once: nothing of it is ever shown, and drawing costs more than all that follows. */
const secret = randomBytes(12).toString('hex');
let count = 0;

/** A word that nothing on any screen contains, and none was before. */
export function newNonce(): string {
  count += 1;
  return `${secret}${count.toString(16).padStart(8, '0')}`;
}
