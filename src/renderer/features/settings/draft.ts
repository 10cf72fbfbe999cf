/** Settings while they are typed: same shape, any values. */
export type Draft = Readonly<Record<string, unknown>>;

const isDraft = (value: unknown): value is Draft => typeof value === 'object' && value !== null;

/** The value at a dotted path; undefined where there is none. */
export function at(draft: Draft, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isDraft(value) ? value[key] : undefined), draft);
}

/** A copy of `draft`, lists included, with `value` at a dotted path. */
export function put(draft: Draft, path: string, value: unknown): Draft {
  const [key = '', ...rest] = path.split('.');
  return { ...draft, [key]: replaced(draft[key], rest, value) };
}

function replaced(old: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(old)) {
    return old.map((one: unknown, i) => (String(i) === key ? replaced(one, rest, value) : one));
  }
  const inner = isDraft(old) ? old : {};
  return { ...inner, [key]: replaced(inner[key], rest, value) };
}
