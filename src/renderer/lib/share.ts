type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `next`, with every part that equals its counterpart in `previous` replaced by that counterpart.
 * Each snapshot arrives as a fresh copy; sharing lets memoised components see what did not change.
 * For JSON-like values only.
 */
export function share<T>(previous: unknown, next: T): T;
export function share(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next);
  if (isPlain(previous) && isPlain(next)) return shareObject(previous, next);
  return next;
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = previous.length === next.length;
  const shared = next.map((value, i) => {
    const part = share(previous[i], value);
    if (part !== previous[i]) same = false;
    return part;
  });
  return same ? previous : shared;
}

function shareObject(previous: Plain, next: Plain): Plain {
  const keys = Object.keys(next);
  let same = Object.keys(previous).length === keys.length;
  const shared = keys.map((key): [string, unknown] => {
    const had = Object.hasOwn(previous, key);
    const part = had ? share(previous[key], next[key]) : next[key];
    if (!had || part !== previous[key]) same = false;
    return [key, part];
  });
  // fromEntries, not assignment: a key may be called __proto__.
  return same ? previous : Object.fromEntries(shared);
}
