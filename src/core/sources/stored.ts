/** A value as SQLite hands it over: any column may hold any of these, whatever its declared type. */
export type Stored = string | number | Buffer | null;

/** The value as text, as it is: hostile until it went through `queue/text.ts`. */
export function toText(value: Stored): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? value.toString('utf8') : String(value);
}

/** A stored number; null for whatever is none. */
export const toNumber = (value: Stored): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
