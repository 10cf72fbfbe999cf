const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** Wait before the nth restart in a row, counted from 0: 1 s, 2 s, 4 s … 60 s. */
export const backoffMs = (failures: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures));
