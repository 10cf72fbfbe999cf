/** What stands in a pattern for what differs from one failure to the next, as core writes it. */
const STANDS_FOR = /<(?:id|time|url|name|path|n)>/g;

/** A pattern of failures as people read it: what differs is left open. */
export const patternWords = (pattern: string): string => pattern.replaceAll(STANDS_FOR, '…');
