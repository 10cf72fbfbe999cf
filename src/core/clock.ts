/** Milliseconds since the Unix epoch; `Date.now` except in tests. */
export type Clock = () => number;
